package dev.valence.app;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/** Lets the API's document name the URL under which callers reach the server. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.RUNTIME_PER_REQUEST)
public class PublicUrl implements OASFilter {

  @Override
  public void filterOpenAPI(OpenAPI document) {
    ConfigProvider.getConfig()
        .getOptionalValue("valence.public-url", URI.class)
        .ifPresent(
            url -> document.setServers(List.of(OASFactory.createServer().url(url.toString()))));
  }
}
