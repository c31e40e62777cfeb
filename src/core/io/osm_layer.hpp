#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/io/osm_roles.hpp"
#include "core/io/shape_sink.hpp"
#include "core/model/raw.hpp"

namespace firebreak::io {

/// The layer of one role while it grows from the objects of an OpenStreetMap file.
struct OsmLayer {
  Role role{};
  ShapeSink shapes;
  std::vector<std::int64_t> fids;
  std::vector<Column> columns;  ///< osm_id first
  std::vector<Issue> issues;
  std::size_t wholly_missing = 0;

  explicit OsmLayer(Role of);

  /// Adds the tags of an object; `prefix` is n, w or r. Its shape is added to `shapes`.
  void add_record(char prefix, std::int64_t id, std::int64_t fid, const OsmTags& tags);
  void add_issue(IssueKind kind, Severity severity, std::int64_t fid, std::optional<Xy> at,
                 std::string detail, std::string effect);
  /// A line of which the file holds the nodes inside the extract: used as far as it goes.
  void add_cut_line(std::int64_t fid, const std::string& osm_id, std::size_t missing, Xy at);
  /// An object that the extract cut: listed where it lies, or counted if it lies wholly outside.
  void add_cut(std::int64_t fid, const std::string& osm_id, std::optional<Xy> at);
};

}  // namespace firebreak::io
