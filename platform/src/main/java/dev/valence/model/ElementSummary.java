package dev.valence.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trimmed element inside an instance's answer (contract, core 3.5 and 3.15). Its fields are
 * those of {@link Element}; {@code parameters} and {@code resources} are there because the contract
 * has them, and are empty.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ElementSummary(
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
    List<Parameter> parameters,
    List<Resource> resources) {}
