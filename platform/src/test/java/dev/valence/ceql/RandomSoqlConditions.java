package dev.valence.ceql;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Random conditions over fields of Salesforce, with values in quotes and without, of which some are
 * stored ones.
 */
final class RandomSoqlConditions extends RandomConditions {

  private final Map<String, SoqlType> types;
  private final Map<String, List<String>> stored;
  private final List<String> fields;

  /**
   * @param types the fields, of which one at least is a text
   * @param stored values that are there
   */
  RandomSoqlConditions(long seed, Map<String, SoqlType> types, Map<String, List<String>> stored) {
    super(seed);
    this.types = types;
    this.stored = stored;
    fields = types.keySet().stream().sorted().toList();
  }

  @Override
  boolean hasOrder(String field, Literal literal) {
    SoqlType type = types.get(field);
    return !literal.text().isEmpty()
        && type != SoqlType.BOOLEAN
        && type != SoqlType.MULTIPICKLIST
        && type != SoqlType.ID;
  }

  @Override
  String textField() {
    return one(fields.stream().filter(field -> types.get(field) == SoqlType.TEXT).toList());
  }

  @Override
  String field() {
    return one(fields);
  }

  @Override
  Literal literal(String field) {
    String text = random.nextInt(12) == 0 ? "" : value(field);
    return random.nextBoolean()
        ? Literal.read(text).orElseGet(() -> new Literal.Text(text))
        : new Literal.Text(text);
  }

  private String value(String field) {
    List<String> known = stored.getOrDefault(field, List.of());
    if (!known.isEmpty() && random.nextInt(3) > 0) {
      return varied(one(known), types.get(field));
    }
    return switch (types.get(field)) {
      case TEXT, MULTIPICKLIST -> text();
      case ID -> "001" + "0aZ".repeat(5).substring(random.nextInt(3)).substring(0, 12);
      case NUMBER -> number();
      case BOOLEAN -> one(List.of("true", "FALSE", "True", "false"));
      case DATE, DATETIME ->
          one(List.of(time().toLocalDate().toString(), time().toString(), time() + zone()));
      case TIME -> time().toLocalTime() + one(List.of("", "Z", "+02:00"));
    };
  }

  /** A stored value, written otherwise. */
  private String varied(String value, SoqlType type) {
    return switch (type) {
      case TEXT -> random.nextInt(3) == 0 ? value.toUpperCase(Locale.ROOT) : value;
      case DATE -> random.nextInt(3) == 0 ? value + "T23:59:59.5" + zone() : value;
      case DATETIME ->
          switch (random.nextInt(3)) {
            case 0 -> value.substring(0, 10);
            case 1 -> value.substring(0, 23) + one(List.of("", "Z", "+02:00"));
            default -> value;
          };
      case NUMBER -> random.nextInt(3) == 0 ? value + "0" : value;
      default -> value;
    };
  }

  @Override
  String pattern() {
    String text = random.nextInt(8) == 0 ? "" : value(textField());
    int start = random.nextInt(text.length() + 1);
    int end = random.nextInt(start, text.length() + 1);
    return switch (random.nextInt(6)) {
      case 0 -> text;
      case 1 -> text.substring(0, start) + "%";
      case 2 -> "%" + text.substring(end);
      case 3 -> "%" + text.substring(start, end) + "%";
      case 4 -> text.substring(0, start) + "%" + text.substring(end);
      default -> text().replace("%", "_");
    };
  }
}
