/**
 * Documents with which vendors describe their services (Swagger, OpenAPI, OData, WSDL), made into
 * element definitions.
 */
package dev.valence.descriptions;
