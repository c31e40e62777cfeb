#include "core/io/osm_layer.hpp"

#include <string_view>
#include <utility>

#include "core/base/text.hpp"

namespace firebreak::io {

namespace {

void push_address(Column& column, const OsmTags& tags) {
  std::string address;
  for (const char* key : {"addr:street", "addr:place"})
    if (const char* value = tags.get(key); value != nullptr && address.empty()) address = value;
  if (const char* number = tags.get("addr:housenumber"))
    address += (address.empty() ? "" : " ") + std::string(number);
  if (address.empty())
    column.push_missing();
  else
    column.push(std::string_view(address));
}

}  // namespace

OsmLayer::OsmLayer(Role of) : role(of) {
  columns.emplace_back("osm_id", ColumnType::text);
  for (const char* key : osm_columns(role)) columns.emplace_back(key, ColumnType::text);
}

void OsmLayer::add_record(char prefix, std::int64_t id, std::int64_t fid, const OsmTags& tags) {
  fids.push_back(fid);
  columns[0].push(std::string_view(prefix + std::to_string(id)));
  const auto keys = osm_columns(role);
  for (std::size_t k = 0; k < keys.size(); ++k) {
    Column& column = columns[k + 1];
    if (std::string_view(keys[k]) == "address")
      push_address(column, tags);
    else if (const char* value = tags.get(keys[k]))
      column.push(std::string_view(value));
    else
      column.push_missing();
  }
}

void OsmLayer::add_issue(IssueKind kind, Severity severity, std::int64_t fid, std::optional<Xy> at,
                         std::string detail, std::string effect) {
  Issue issue;
  issue.kind = kind;
  issue.severity = severity;
  issue.action = Action::set_aside;
  issue.origin.fid = fid;
  issue.at = at;
  issue.detail = std::move(detail);
  issue.effect = std::move(effect);
  issues.push_back(std::move(issue));
}

void OsmLayer::add_cut_line(std::int64_t fid, const std::string& osm_id, std::size_t missing,
                            Xy at) {
  add_issue(IssueKind::missing_nodes, Severity::doubtful, fid, at,
            text("{} is cut by the edge of the extract: {} of its nodes are not in the file",
                 osm_id, missing),
            text("It is used as far as it lies in the file; how it goes on is not known."));
  issues.back().action = Action::kept;
}

void OsmLayer::add_cut(std::int64_t fid, const std::string& osm_id, std::optional<Xy> at) {
  if (!at) {
    ++wholly_missing;
    return;
  }
  add_issue(
      IssueKind::missing_nodes, Severity::serious, fid, at,
      text("{} is cut by the edge of the extract: some of its nodes are not in the file", osm_id),
      text("It is missing in the result; take a larger extract if the place matters."));
}

}  // namespace firebreak::io
