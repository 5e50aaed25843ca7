package dev.valence.engine;

import dev.valence.model.Resource;
import java.util.Map;

/**
 * The resource that answers a call, with what its path's placeholders stand for.
 *
 * @param resource the resource
 * @param pathValues the decoded values by the placeholders' names
 */
record Route(Resource resource, Map<String, String> pathValues) {}
