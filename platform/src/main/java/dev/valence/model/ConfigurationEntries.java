package dev.valence.model;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The entries of an element in their order, with what every call looks up in them. */
final class ConfigurationEntries extends AbstractList<ConfigurationEntry> implements RandomAccess {

  private final List<ConfigurationEntry> entries;
  private final Map<String, ConfigurationEntry> byKey = new HashMap<>();
  private final List<ConfigurationEntry> deciding;
  private final List<ConfigurationEntry> secret;

  /**
   * @param entries immutable
   */
  ConfigurationEntries(List<ConfigurationEntry> entries) {
    this.entries = entries;
    entries.forEach(entry -> byKey.putIfAbsent(entry.key(), entry));
    this.deciding = entries.stream().filter(ConfigurationEntry::decides).toList();
    this.secret = entries.stream().filter(ConfigurationEntry::secret).toList();
  }

  @Override
  public ConfigurationEntry get(int index) {
    return entries.get(index);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Nullable ConfigurationEntry find(String key) {
    return byKey.get(key);
  }

  /** Those whose options say what others have by default. */
  List<ConfigurationEntry> deciding() {
    return deciding;
  }

  /** Those whose values are secret. */
  List<ConfigurationEntry> secret() {
    return secret;
  }
}
