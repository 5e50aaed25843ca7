package dev.valence.sandbox.salesforce;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What kind of value a field has, by Salesforce's names. */
enum FieldType {
  ID(Kind.ID, "tns:ID", 18),
  REFERENCE(Kind.ID, "tns:ID", 18),
  STRING(Kind.TEXT, "xsd:string", 255),
  TEXTAREA(Kind.TEXT, "xsd:string", 255),
  PICKLIST(Kind.TEXT, "xsd:string", 255),
  MULTIPICKLIST(Kind.TEXT, "xsd:string", 4099),
  COMBOBOX(Kind.TEXT, "xsd:string", 255),
  PHONE(Kind.TEXT, "xsd:string", 40),
  EMAIL(Kind.TEXT, "xsd:string", 80),
  URL(Kind.TEXT, "xsd:string", 255),
  BASE64(Kind.TEXT, "xsd:base64Binary", 0),
  BOOLEAN(Kind.BOOLEAN, "xsd:boolean", 0),
  INT(Kind.NUMBER, "xsd:int", 0),
  DOUBLE(Kind.NUMBER, "xsd:double", 0),
  PERCENT(Kind.NUMBER, "xsd:double", 0),
  CURRENCY(Kind.NUMBER, "xsd:double", 0),
  DATE(Kind.DATE, "xsd:date", 0),
  DATETIME(Kind.DATETIME, "xsd:dateTime", 0);

  /** How values are stored, compared and written in a query. */
  enum Kind {
    ID,
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    DATETIME
  }

  private final Kind kind;
  private final String soapType;
  private final int usualLength;

  FieldType(Kind kind, String soapType, int usualLength) {
    this.kind = kind;
    this.soapType = soapType;
    this.usualLength = usualLength;
  }

  Kind kind() {
    return kind;
  }

  String soapType() {
    return soapType;
  }

  /** The length in characters of a field that says nothing of it; 0 when it has none. */
  int usualLength() {
    return usualLength;
  }

  /** The name in descriptions and in messages. */
  @JsonValue
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
