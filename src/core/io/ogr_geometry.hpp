#pragma once

#include <cstdint>

#include "core/io/shape_sink.hpp"

class OGRGeometry;

namespace firebreak::io {

/// Adds an OGR geometry's parts to the feature that `sink` is building: collections in their
/// order, arcs as lines at most `sagitta` (in the layer's unit) off, heights dropped.
void add_ogr_geometry(const OGRGeometry& geometry, double sagitta, std::int64_t fid,
                      ShapeSink& sink);

}  // namespace firebreak::io
