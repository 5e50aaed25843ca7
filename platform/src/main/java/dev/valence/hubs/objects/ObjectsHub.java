package dev.valence.hubs.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.model.Page;
import dev.valence.model.PageRequest;

/**
 * One connected account of a provider of records, such as those of a CRM (contract, core 5.0 and
 * 5.2 to 5.4).
 *
 * <p>It serves one call. Every operation fails with {@link dev.valence.model.ApiException}, whose
 * texts for what all providers have in common come from {@link ObjectsErrors}.
 */
public interface ObjectsHub {

  /** Asks the provider for anything that needs the account; returns when that worked. */
  void ping();

  /** The most records that the provider lists in one call. */
  int maximumPageSize();

  /**
   * The records that a query selects, in the provider's own shape; each has its id in {@code id}.
   *
   * <p>A page is full unless the list ends with it: what the provider gives in smaller portions is
   * put together. {@link Page#next()} means something to this provider only, and only together with
   * the same query.
   *
   * @throws dev.valence.model.ApiException 404 when the account has no such object, 400 for a field
   *     that it has not and for a beginning of the page that the provider does not know
   */
  Page<ObjectNode> list(ObjectQuery query, PageRequest page);

  /**
   * How many records a query selects.
   *
   * @throws dev.valence.model.ApiException 404 when the account has no such object
   */
  long count(ObjectQuery query);
}
