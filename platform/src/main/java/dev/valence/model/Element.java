package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The description of a service (contract, core 2.4).
 *
 * @param id the element's number, the same for ever
 * @param key the name in URLs, such as {@code dropbox}
 * @param name the label
 * @param description what the element connects
 * @param image a file beside the definition, or a whole URL
 * @param logo the name of a logo
 * @param active whether the catalogue offers it; calls work all the same
 * @param deleted whether it was removed
 * @param typeOauth shown only
 * @param trialAccount shown only
 * @param trialAccountDescription shown only
 * @param existingAccountDescription shown only
 * @param configDescription shown only
 * @param signupURL where to open an account with the vendor
 * @param transformationsEnabled whether transformations may be made
 * @param childTransformationsEnabled whether they apply to child resources
 * @param bulkDownloadEnabled whether bulk downloads are offered
 * @param bulkUploadEnabled whether bulk uploads are offered
 * @param cloneable whether it may be cloned
 * @param extendable whether it may be extended
 * @param extended whether it has been extended
 * @param beta whether it is new
 * @param privateElement whether it belongs to one organization
 * @param authentication how instances authenticate
 * @param hub the key of its hub
 * @param protocolType {@code http}, {@code odata}, {@code soap}, {@code jdbc}
 * @param modelType kept for definitions of other systems
 * @param useModelsForMetadata whether the models describe the objects
 * @param paginatorVersion kept for definitions of other systems
 * @param hookName kept for definitions of other systems
 * @param connector whose code serves the hub; absent when the resources are declared
 * @param hosts the hosts that may be called and that a site's address may name: {@code
 *     api.example.com}, {@code *.example.com}; with a port, as a sandbox adds them, exactly that
 *     one
 * @param limits how often the vendor may be called
 * @param configuration the settings of an instance
 * @param parameters applied to every vendor call, before a resource's own
 * @param hooks the scripts around every vendor call
 * @param resources the calls
 * @param withdrawn the calls that the vendor has no more
 * @param objects the catalogue of objects, free-form
 * @param models the shapes of objects, free-form
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Element(
    long id,
    String key,
    String name,
    String description,
    @Nullable String image,
    @Nullable String logo,
    boolean active,
    boolean deleted,
    boolean typeOauth,
    boolean trialAccount,
    @Nullable String trialAccountDescription,
    @Nullable String existingAccountDescription,
    @Nullable String configDescription,
    @Nullable String signupURL,
    boolean transformationsEnabled,
    boolean childTransformationsEnabled,
    boolean bulkDownloadEnabled,
    boolean bulkUploadEnabled,
    boolean cloneable,
    boolean extendable,
    boolean extended,
    boolean beta,
    @JsonProperty("private") boolean privateElement,
    Authentication authentication,
    String hub,
    String protocolType,
    @Nullable String modelType,
    boolean useModelsForMetadata,
    @Nullable String paginatorVersion,
    @Nullable String hookName,
    @Nullable String connector,
    List<String> hosts,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Limit> limits,
    List<ConfigurationEntry> configuration,
    List<Parameter> parameters,
    List<Hook> hooks,
    List<Resource> resources,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<WithdrawnResource> withdrawn,
    List<JsonNode> objects,
    List<JsonNode> models) {

  /** Among {@link #hosts}: any public host, by http or https, at any port. */
  public static final String ANYWHERE = "*:*";

  public Element {
    hosts = copy(hosts);
    limits = copy(limits);
    configuration =
        configuration instanceof ConfigurationEntries known
            ? known
            : new ConfigurationEntries(copy(configuration));
    parameters = copy(parameters);
    hooks = copy(hooks);
    resources = copy(resources);
    withdrawn = copy(withdrawn);
    objects = copy(objects);
    models = copy(models);
  }

  private static <T> List<T> copy(@Nullable List<T> list) {
    return List.copyOf(Objects.requireNonNullElse(list, List.of()));
  }

  /** The entry of that key; keys are unique within an element. */
  public Optional<ConfigurationEntry> configurationEntry(String entryKey) {
    return Optional.ofNullable(entries().find(entryKey));
  }

  /** The value that counts for an instance without one of its own; empty when there is none. */
  public Optional<String> defaultValue(String entryKey) {
    return configurationEntry(entryKey)
        .map(ConfigurationEntry::defaultValue)
        .filter(value -> !value.isEmpty());
  }

  /**
   * The value that counts for an instance without one of its own, as {@link #defaultValue(String)}
   * has it, after those that options say which the instance has chosen.
   *
   * @param own gives the instance's own value by its key
   */
  public Optional<String> defaultValue(String entryKey, Function<String, Optional<String>> own) {
    for (ConfigurationEntry entry : entries().deciding()) {
      Optional<String> decided =
          entry
              .chosen(own.apply(entry.key()))
              .flatMap(option -> Optional.ofNullable(option.defaults().get(entryKey)));
      if (decided.isPresent()) {
        return decided;
      }
    }
    return defaultValue(entryKey);
  }

  /** The entries whose values are secret. */
  public List<ConfigurationEntry> secretConfiguration() {
    return entries().secret();
  }

  private ConfigurationEntries entries() {
    return (ConfigurationEntries) configuration;
  }

  /**
   * Where the image is, as a caller sees it: below the collection of its vocabulary, or the whole
   * URL that the definition has.
   *
   * @param collection the word for the collection of elements, {@code elements}
   */
  public Optional<String> imageIn(String collection) {
    return Optional.ofNullable(image)
        .map(value -> value.contains("/") ? value : collection + "/" + value);
  }

  /**
   * The element as the catalogue shows it: secret defaults are masked.
   *
   * @param collection the word for the collection of elements, {@code elements}
   */
  public Element shownIn(String collection) {
    return with(
        imageIn(collection).orElse(null),
        configuration.stream().map(ConfigurationEntry::masked).toList(),
        parameters,
        resources,
        extended);
  }

  /**
   * The element without its configuration, parameters and resources.
   *
   * @param collection the word for the collection of elements, {@code elements}
   */
  public Element abridgedIn(String collection) {
    return with(imageIn(collection).orElse(null), List.of(), List.of(), List.of(), extended);
  }

  /** The element with other resources. */
  public Element withResources(List<Resource> others) {
    return with(image, configuration, parameters, others, extended);
  }

  /** The element with other resources, of which some have been added to it. */
  public Element extendedWith(List<Resource> others) {
    return with(image, configuration, parameters, others, true);
  }

  private Element with(
      @Nullable String otherImage,
      List<ConfigurationEntry> otherConfiguration,
      List<Parameter> otherParameters,
      List<Resource> otherResources,
      boolean otherExtended) {
    return new Element(
        id,
        key,
        name,
        description,
        otherImage,
        logo,
        active,
        deleted,
        typeOauth,
        trialAccount,
        trialAccountDescription,
        existingAccountDescription,
        configDescription,
        signupURL,
        transformationsEnabled,
        childTransformationsEnabled,
        bulkDownloadEnabled,
        bulkUploadEnabled,
        cloneable,
        extendable,
        otherExtended,
        beta,
        privateElement,
        authentication,
        hub,
        protocolType,
        modelType,
        useModelsForMetadata,
        paginatorVersion,
        hookName,
        connector,
        hosts,
        limits,
        otherConfiguration,
        otherParameters,
        hooks,
        otherResources,
        withdrawn,
        objects,
        models);
  }

  /**
   * The block that stands inside an instance's answer.
   *
   * @param collection the word for the collection of elements, {@code elements}
   */
  public ElementSummary summaryIn(String collection) {
    return new ElementSummary(
        id,
        key,
        name,
        description,
        imageIn(collection).orElse(null),
        logo,
        active,
        deleted,
        typeOauth,
        trialAccount,
        trialAccountDescription,
        existingAccountDescription,
        configDescription,
        signupURL,
        transformationsEnabled,
        bulkDownloadEnabled,
        bulkUploadEnabled,
        cloneable,
        extendable,
        extended,
        beta,
        privateElement,
        new Authentication(authentication.type()),
        hub,
        protocolType,
        List.of(),
        List.of());
  }
}
