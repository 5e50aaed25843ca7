package dev.valence.sandbox.microsoft;

/** The versions of the sign-in, which differ in how a client says what it wants. */
enum Version {
  /** Azure Active Directory's: by a resource, with all permissions the application has there. */
  V1,
  /** The Microsoft identity platform's: by scopes. */
  V2
}
