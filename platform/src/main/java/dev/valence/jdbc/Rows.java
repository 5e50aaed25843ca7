package dev.valence.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.jdbc.DatabaseException.Kind;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows as JSON: an object each, by the labels of the columns.
 *
 * <p>Numbers and booleans are such; dates and times are ISO 8601, with an offset where the database
 * knows the instant; JSON is JSON, lists are lists, and bytes are Base64. Everything else, also
 * what JSON has no number for, is the database's own text.
 */
final class Rows {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What a value takes besides its text. */
  private static final int OVERHEAD = 16;

  /** What JSON has as a number too; others are {@code NaN}, infinity and amounts of money. */
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private final int largest;
  private long size;

  /**
   * @param largest how many bytes the values may have in all, roughly
   */
  Rows(int largest) {
    this.largest = largest;
  }

  /**
   * Reads what is left.
   *
   * @throws DatabaseException LIMIT when the values are too large
   */
  ArrayNode read(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<String> labels = labels(columns);
    ArrayNode all = JSON.arrayNode();
    while (rows.next()) {
      ObjectNode row = all.addObject();
      for (int i = 1; i <= labels.size(); i++) {
        row.set(
            labels.get(i - 1),
            value(rows, i, columns.getColumnType(i), columns.getColumnTypeName(i)));
      }
    }
    return all;
  }

  /** A label that is there several times is counted, so that no column hides another. */
  private static List<String> labels(ResultSetMetaData columns) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String label = columns.getColumnLabel(i);
      String unique = label;
      for (int count = 2; labels.contains(unique); count++) {
        unique = label + "_" + count;
      }
      labels.add(unique);
    }
    return labels;
  }

  private JsonNode value(ResultSet rows, int column, int type, String name) throws SQLException {
    return switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          bytes(rows.getBytes(column));
      case Types.ARRAY -> list(rows.getArray(column));
      default -> {
        String text = rows.getString(column);
        count(text == null ? 0 : text.length());
        yield text == null ? JSON.nullNode() : value(rows, column, type, name, text);
      }
    };
  }

  private static JsonNode value(ResultSet rows, int column, int type, String name, String text)
      throws SQLException {
    return switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          number(Long.parseLong(text));
      case Types.NUMERIC, Types.DECIMAL, Types.REAL, Types.FLOAT, Types.DOUBLE ->
          NUMBER.matcher(text).matches()
              ? JSON.numberNode(new BigDecimal(text))
              : JSON.textNode(text);
      case Types.BIT, Types.BOOLEAN ->
          name.equals("bool") ? JSON.booleanNode(rows.getBoolean(column)) : JSON.textNode(text);
      case Types.TIME, Types.TIME_WITH_TIMEZONE ->
          JSON.textNode(
              name.equals("timetz")
                  ? DateTimeFormatter.ISO_OFFSET_TIME.format(
                      rows.getObject(column, OffsetTime.class))
                  : text);
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
          JSON.textNode(text.endsWith("infinity") ? text : timestamp(rows, column, name));
      default -> name.equals("json") || name.equals("jsonb") ? json(text) : JSON.textNode(text);
    };
  }

  private static String timestamp(ResultSet rows, int column, String name) throws SQLException {
    return name.equals("timestamptz")
        ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            rows.getObject(column, OffsetDateTime.class))
        : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(rows.getObject(column, LocalDateTime.class));
  }

  private static JsonNode number(long number) {
    return number == (int) number ? JSON.numberNode((int) number) : JSON.numberNode(number);
  }

  private JsonNode bytes(byte @Nullable [] content) {
    count(content == null ? 0 : content.length);
    return content == null ? JSON.nullNode() : JSON.binaryNode(content);
  }

  /** The database gives the elements of a list as rows of their index and their value. */
  private JsonNode list(@Nullable Array array) throws SQLException {
    if (array == null) {
      return JSON.nullNode();
    }
    ArrayNode list = JSON.arrayNode();
    try (ResultSet elements = array.getResultSet()) {
      ResultSetMetaData columns = elements.getMetaData();
      while (elements.next()) {
        list.add(value(elements, 2, columns.getColumnType(2), columns.getColumnTypeName(2)));
      }
    }
    return list;
  }

  private static JsonNode json(String text) {
    try {
      return Objects.requireNonNull(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      return JSON.textNode(text); // nested deeper than is read here
    }
  }

  private void count(int bytes) {
    size += bytes + OVERHEAD;
    if (size > largest) {
      throw new DatabaseException(
          Kind.LIMIT, "The database's answer is larger than " + largest + " bytes.", null);
    }
  }
}
