package dev.valence.sandbox.face;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The records that a vendor keeps for its users, seen from outside the vendor's own API. */
public interface FaceRecords {

  /**
   * Stores a record and gives it as stored, with the identifier that it got.
   *
   * @param type the vendor's word for this kind of record, such as {@code Account}
   * @param fields the values by the vendor's names
   * @throws IllegalArgumentException for an unknown type, or values that the vendor would refuse
   */
  ObjectNode create(User user, String type, ObjectNode fields);

  /**
   * The records of a type that belong to a user, in the order in which they were made.
   *
   * @throws IllegalArgumentException for an unknown type
   */
  List<ObjectNode> all(User user, String type);
}
