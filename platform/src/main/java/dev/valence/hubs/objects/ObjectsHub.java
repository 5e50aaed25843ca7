package dev.valence.hubs.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.hubs.documents.Download;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connected account of a provider of records, such as those of a CRM (contract, core 5.0 and
 * 5.2 to 5.4).
 *
 * <p>It serves one call. Records are in the provider's own shape; each has its id in {@code id} as
 * well. Every operation fails with {@link dev.valence.model.ApiException}, whose texts for what all
 * providers have in common come from {@link ObjectsErrors}: 404 for an object or a record that the
 * account has not, 400 with the provider's words for what it does not accept.
 */
public interface ObjectsHub {

  /** Asks the provider for anything that needs the account; returns when that worked. */
  void ping();

  /** The names of the objects that the account has. */
  List<String> objects();

  /** An object as the account has it. */
  ObjectDescription describe(String object);

  /** The most records that the provider lists in one call. */
  int maximumPageSize();

  /**
   * The records that a query selects.
   *
   * <p>A page is full unless the list ends with it: what the provider gives in smaller portions is
   * put together. {@link Page#next()} means something to this provider only, and only together with
   * the same query.
   *
   * @throws dev.valence.model.ApiException 400 for a beginning of the page that the provider does
   *     not know, and for a condition that it cannot check
   */
  Page<ObjectNode> list(ObjectQuery query, PageRequest page);

  /** How many records a query selects. */
  long count(ObjectQuery query);

  /** A record; one that is not among those is none. */
  ObjectNode read(Records of, String id, Projection projection);

  /**
   * Makes a record, which gets the values that those have.
   *
   * @param values the fields as the caller sent them
   * @param file what it holds; null for nothing
   * @return the record as it is now
   */
  ObjectNode create(Records of, ObjectNode values, @Nullable Blob file);

  /**
   * Changes fields of a record of those.
   *
   * @param values the fields as the caller sent them; others stay as they are
   * @param file what it holds from now on; null for what it held before
   * @return the record as it is now
   */
  ObjectNode update(Records of, String id, ObjectNode values, @Nullable Blob file);

  /** Opens the file that a record holds; 404 for an object whose records hold none. */
  Download content(Records of, String id);

  /** Deletes a record of those. */
  void delete(Records of, String id);

  /**
   * The id of the record that stands for the connected account.
   *
   * @param object the provider's name of the object that has such records
   */
  String ownId(String object);
}
