package dev.valence.ceql;

import java.util.Map;

/** The conversions by their names (contract, element format 6.2). */
final class Conversions {

  static final Map<String, Conversion> BY_NAME =
      Map.ofEntries(
          Map.entry("toQueryParameters", QueryParameters::convert),
          Map.entry("toODataFilter", condition -> new ODataFilter(2).convert(condition)),
          Map.entry("toODataV2Filter", condition -> new ODataFilter(2).convert(condition)),
          Map.entry("toODataV3Filter", condition -> new ODataFilter(3).convert(condition)),
          Map.entry("toODataV4Filter", condition -> new ODataFilter(4).convert(condition)),
          Map.entry("toWiql", condition -> new Wiql().convert(condition)),
          Map.entry("toQuickbase", condition -> new QuickbaseQuery().convert(condition)),
          Map.entry("toBazaarvoice", BazaarvoiceFilter::convert),
          Map.entry("toSFDCReportFilter", condition -> new ReportFilter().convert(condition)));

  private static final int MAX_SHOWN = 200;

  private Conversions() {}

  /** Says a condition in a vendor's words. */
  @FunctionalInterface
  interface Conversion {

    /**
     * The condition in the vendor's words.
     *
     * @throws CeqlException for a condition that the vendor has no words for
     */
    Converted convert(Condition condition);
  }

  /** Whether a text has one of some characters. */
  static boolean hasAny(String text, String characters) {
    return text.chars().anyMatch(character -> characters.indexOf(character) >= 0);
  }

  /** What the vendor has no words for, and why. */
  static CeqlException unsayable(Condition condition, String why) {
    String text = condition.text();
    String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    return new CeqlException(
        "where: the provider's own query language cannot say " + shown + ": " + why + ".", 0);
  }
}
