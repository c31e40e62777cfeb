#pragma once

#include <filesystem>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/raw.hpp"

namespace firebreak::io {

/// The layers of an OpenStreetMap file (.osm.pbf, .osm, .osm.bz2, .osm.gz), one per role that has
/// objects, with `role_hint` set, in WGS 84. Buildings and other areas come from closed ways and
/// from multipolygon relations. `fid` is 4 · id + 0 for a node, 1 for a way, 2 for a relation; the
/// text column "osm_id" says n…, w… or r…. Objects that the extract cut (nodes or member ways
/// missing) are set aside with an issue each where any of their nodes is known; those wholly
/// outside are counted in one issue per layer. Throws `Error` (file) if the file is damaged or not
/// sorted nodes, ways, relations; `Cancelled` on a stop request.
std::vector<RawLayer> read_osm(const std::filesystem::path& path, const Job& job);

}  // namespace firebreak::io
