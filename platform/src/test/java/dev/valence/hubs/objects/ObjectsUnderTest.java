package dev.valence.hubs.objects;

import dev.valence.engine.HubAnswer;
import dev.valence.hubs.ContractSubject;
import dev.valence.hubs.documents.HubCaller;
import dev.valence.model.ApiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The account of a test, and what a behaviour has to know of the element. Lists are tried on one of
 * its objects, which has no records when a test begins; everything else on all that have a sample.
 */
public interface ObjectsUnderTest extends ContractSubject {

  /**
   * A record as an app makes it.
   *
   * @param object the hub's name of the object
   * @param body the record as JSON
   * @param field a field that can be changed
   * @param value a text that the field can have, but has not in the body
   */
  record Sample(String object, String body, String field, String value) {

    /** The change as JSON. */
    String change() {
      return "{\"" + field + "\": \"" + value + "\"}";
    }
  }

  /**
   * Something that belongs to a record.
   *
   * @param parent the hub's name of the object whose records have it
   * @param sample what belongs to them
   */
  record Child(String parent, Sample sample) {}

  /**
   * Records that can be put into a list and taken out of it again.
   *
   * @param list the hub's name of the object that holds others
   * @param members the hub's name of those
   */
  record Members(String list, String members) {}

  /** A caller of the account. */
  HubCaller hub();

  /** The hub's name of the object on which lists are tried. */
  String object();

  /** The field of the object that has the text of a record. */
  String textField();

  /** A field of the object in which no record has a value. */
  String emptyField();

  /** The field that has the moment at which a record was made. */
  String createdField();

  /** A record of each object that apps can make. */
  List<Sample> samples();

  /** What belongs to records. */
  List<Child> children();

  /** What holds others. */
  List<Members> members();

  /** An object of the account that the element does not define, in the vendor's words. */
  Sample otherObject();

  /** The relationship by which something belongs to records of that object. */
  Child otherChild();

  /**
   * Stores a record with that text at the vendor.
   *
   * @return its id
   */
  String store(String text);

  /** Keeps fields without a value in answers. */
  void keepNulls();

  /** Lets the vendor refuse the next call of a list, with these words. */
  void refuse(String words);

  /** Lets the vendor fail with the next call of a list. */
  void fail();

  /** Lets the vendor forget where lists that were begun go on. */
  void forgetLists();

  /** The sample of an object. */
  default Sample sample(String object) {
    return samples().stream()
        .filter(sample -> sample.object().equals(object))
        .findFirst()
        .orElseThrow();
  }

  /** Makes a record by the hub, and gives its id. */
  default String create(Sample sample) {
    return hub().send("POST", "/" + sample.object(), sample.body()).path("id").asText();
  }

  /** Stores records. */
  default List<String> fill(int count) {
    return IntStream.range(0, count).mapToObj(i -> store("record " + i)).toList();
  }

  /** A page of the object's list. */
  default HubAnswer list(String... query) {
    return hub().call("GET", "/" + object(), query);
  }

  /** The page after one. */
  default HubAnswer next(HubAnswer page, String... query) {
    return list(and(query, "nextPage", page.nextPage().orElseThrow()));
  }

  /** Why a list is refused. */
  default ApiException failure(String... query) {
    return HubCaller.failure(() -> list(query));
  }

  /** The ids of a list, page after page; every page but the last is full. */
  default List<String> walk(int pageSize, String... query) {
    String[] all = and(query, "pageSize", String.valueOf(pageSize));
    HubAnswer page = list(all);
    List<String> ids = new ArrayList<>(ids(page));
    while (page.nextPage().isPresent()) {
      if (page.returnedCount().orElse(0) != pageSize) {
        throw new AssertionError("A page of " + page.returnedCount() + " is not the last.");
      }
      page = next(page, all);
      ids.addAll(ids(page));
    }
    return ids;
  }

  /** The texts of a list. */
  default List<String> texts(String... query) {
    return HubCaller.json(list(query)).findValuesAsText(textField());
  }

  /** The ids of a page. */
  static List<String> ids(HubAnswer page) {
    return HubCaller.json(page).findValuesAsText("id");
  }

  private static String[] and(String[] query, String name, String value) {
    String[] all = Arrays.copyOf(query, query.length + 2);
    all[query.length] = name;
    all[query.length + 1] = value;
    return all;
  }
}
