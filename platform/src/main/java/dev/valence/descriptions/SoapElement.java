package dev.valence.descriptions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.valence.descriptions.WsdlReader.SoapCall;
import dev.valence.descriptions.WsdlReader.SoapService;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** An element made of a WSDL: a resource for each operation, which is called by POST. */
final class SoapElement {

  private static final String ENVELOPE_11 = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String ENVELOPE_12 = "http://www.w3.org/2003/05/soap-envelope";

  /**
   * Leaves out of a request what the caller has given no value for: what the template still has a
   * token for, and what is empty without it. The element of the operation has a namespace of its
   * own and stays.
   */
  private static final String LEAVE_OUT =
      """
      let body = request_vendor_body.replace(/\\s[\\w:.-]+="\\{[^{}"<>]+\\}"/g, '');
      body = body.replace(/<([\\w:.-]+)>\\{[^{}<>]+\\}<\\/\\1>/g, '');
      let before;
      do {
        before = body;
        body = body.replace(/<([\\w:.-]+)><\\/\\1>/g, '');
      } while (body !== before);
      done({request_vendor_body: body});
      """;

  private final SoapService service;
  private final ElementDraft draft;
  private final Set<String> paths = new HashSet<>();

  SoapElement(SoapService service, Optional<URI> base) {
    this.service = service;
    this.draft = new ElementDraft(service.namespace(), "soap");
    String address =
        service.address() == null ? base.map(URI::toString).orElse(null) : service.address();
    draft.configuration(
        address == null
            ? Setting.asked(Servers.BASE_URL, "Base URL", "Where the service is", null)
            : Setting.known(Servers.BASE_URL, "Base URL", "Where the service is", address));
    draft.description(
        "SOAP service %s. Calls are not signed: the WSDL does not say how.%s"
            .formatted(
                service.namespace(),
                service.leftOut().isEmpty()
                    ? ""
                    : " Left out: " + String.join(", ", service.leftOut()) + "."));
  }

  ObjectNode definition() {
    String type = service.soap12() ? "application/soap+xml" : "text/xml";
    draft.parameter(Assignment.header("Accept", type));
    draft.parameter(Assignment.header("Content-Type", type + "; charset=utf-8"));
    service.operations().forEach(this::call);
    return draft.definition();
  }

  private void call(SoapCall call) {
    SoapTemplate template = SoapTemplate.of(call);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("description", call.description());
    json.put("operationId", call.name());
    json.put("kind", "eb");
    json.put("type", "api");
    json.put("method", "POST");
    json.put("path", ElementDraft.HUB + path(call.name()));
    json.put("vendorMethod", "POST");
    json.put("paginationType", "NO_PAGINATION");
    json.put("rootKey", "|soap:Envelope.soap:Body");
    ArrayNode parameters = json.putArray("parameters");
    parameters.add(Assignment.of("value", envelope(template.text()), "body", "body").json());
    if (template.tokens()) {
      parameters.add(
          new Assignment("body", "body", "bodyToken", "body", true, "object", "The message", null)
              .json());
    }
    parameters.add(Assignment.header("SOAPAction", '"' + call.action() + '"').json());
    ArrayNode hooks = json.putArray("hooks");
    if (template.tokens()) {
      hooks
          .addObject()
          .put("type", "preRequest")
          .put("mimeType", "application/javascript")
          .put("isLegacy", false)
          .put("body", LEAVE_OUT);
    }
    json.putObject("response").put("contentType", "application/json");
    ObjectNode model = json.putObject("model");
    model.put("name", call.name() + "Response");
    model.set("swagger", definition(call.name() + "Response", SoapTemplate.answer(call)));
    model.put("requestName", call.name());
    model.set("requestSwagger", definition(call.name(), template.model()));
    model.put("transform", false);
    draft.resource(draft.counted(json));
  }

  private String envelope(String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\"%s\"><soap:Body>%s</soap:Body></soap:Envelope>"
        .formatted(service.soap12() ? ENVELOPE_12 : ENVELOPE_11, content);
  }

  /** Operations of the same name, which differ in their messages, are numbered. */
  private String path(String operation) {
    String name = "/" + operation.replaceAll("[^A-Za-z0-9._-]+", "-");
    String path = name;
    for (int i = 2; !paths.add(path.toLowerCase(Locale.ROOT)); i++) {
      path = name + i;
    }
    return path;
  }

  private static ObjectNode definition(String name, ObjectNode schema) {
    ObjectNode definitions = JsonNodeFactory.instance.objectNode();
    definitions.set(name, schema);
    return definitions;
  }
}
