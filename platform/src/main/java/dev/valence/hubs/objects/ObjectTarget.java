package dev.valence.hubs.objects;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the records are that a resource of a hub of objects is about. */
public sealed interface ObjectTarget {

  /** No records. */
  record NoObject() implements ObjectTarget {}

  /**
   * Records of an object that the path names.
   *
   * @param child whether those that belong to one of them, by a relationship that the path names
   */
  record AnyObject(boolean child) implements ObjectTarget {}

  /** Files of the account, apart from any record. */
  record OfFiles(FileDefinition files) implements ObjectTarget {}

  /**
   * Records of an object that the element defines.
   *
   * @param definition the object
   * @param belonging what belongs to one of its records; null for the records themselves
   */
  record OfElement(ObjectDefinition definition, ObjectDefinition.@Nullable Child belonging)
      implements ObjectTarget {

    /** The object's records. */
    public Records records() {
      return new Records(definition.vendorName(), definition.fixed());
    }

    /** Whether it is not enough to be a record of the provider's object to be one of these. */
    public boolean narrowed() {
      return !definition.fixed().isEmpty();
    }

    /** Whether what belongs to a record is meant, and not the records. */
    public boolean child() {
      return belonging != null;
    }

    /** The field whose possible values are the records; empty where they are records. */
    public Optional<String> valuesOf() {
      return Optional.ofNullable(definition.valuesOf());
    }

    /**
     * What belongs to a record, or what joins the record to its members.
     *
     * @param parentId the record's id
     */
    public Records childRecords(String parentId) {
      ObjectDefinition.Child child = requireChild();
      return new Records(child.vendorName(), Map.of(child.parentField(), parentId));
    }

    /** The provider's name of the members' object, where the children are members. */
    public Optional<String> membersObject() {
      return Optional.ofNullable(belonging).map(ObjectDefinition.Child::memberName);
    }

    /** The field that names the member in a record that joins it. */
    public String memberField() {
      return String.valueOf(requireChild().memberField());
    }

    /** The values of fields to which a list is limited whose condition does not name the field. */
    public Map<String, String> listed() {
      return definition.listed();
    }

    private ObjectDefinition.Child requireChild() {
      return Objects.requireNonNull(belonging, "children");
    }
  }
}
