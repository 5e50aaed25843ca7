package dev.valence.instances;

import dev.valence.model.Page;
import dev.valence.model.PageRequest;
import dev.valence.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Lists of instances, and their counts. */
@ApplicationScoped
class InstanceListRepository {

  private final Database database;
  private final InstanceRepository instances;

  InstanceListRepository(Database database, InstanceRepository instances) {
    this.database = database;
    this.instances = instances;
  }

  /** The organization's instances that are wanted, in the order of their numbers. */
  Page<Instance> list(long organizationId, InstanceFilter filter, PageRequest request) {
    long after = request.nextPage().map(Long::parseLong).orElse(0L);
    List<Instance> found =
        database.read(handle ->
            handle
                .createQuery(
                    InstanceRepository.SELECT
                        + """
                        where i.organization_id = :organization and i.id > :after
                          and (cast(:element as bigint) is null or i.element_id = :element)
                          and (cast(:account as bigint) is null or i.account_id = :account)
                          and i.tags @> cast(:tags as text[])
                          and (cast(:text as text) is null
                            or strpos(lower(i.name), lower(:text)) > 0
                            or i.element_id = any(cast(:searched as bigint[])))
                          and (cast(:state as text) is null or i.state = :state)
                        order by i.id limit :limit
                        """)
                .bind("organization", organizationId)
                .bind("after", after)
                .bind("element", filter.elementId())
                .bind("account", filter.accountId())
                .bindArray("tags", String.class, filter.tags())
                .bind("text", filter.searchText())
                .bindArray("searched", Long.class, filter.searchedElements())
                .bind("state", filter.state())
                .bind("limit", request.size() + 1)
                .map((row, context) -> instances.read(handle, row))
                .list());
    if (found.size() <= request.size()) {
      return Page.only(found);
    }
    List<Instance> items = found.subList(0, request.size());
    return new Page<>(items, String.valueOf(items.getLast().id()));
  }

  /** How many instances an organization has of each element, by the elements' numbers. */
  SequencedMap<Long, Long> count(long organizationId) {
    return database.read(handle ->
        handle
            .createQuery(
                """
                select element_id, count(*) from instances
                where organization_id = :organization group by element_id order by element_id
                """)
            .bind("organization", organizationId)
            .reduceRows(
                new LinkedHashMap<>(),
                (counts, row) -> {
                  counts.put(row.getColumn(1, Long.class), row.getColumn(2, Long.class));
                  return counts;
                }));
  }
}
