#include "core/io/unread_layer.hpp"

#include <system_error>

#include "core/base/text.hpp"

namespace firebreak::io {

namespace {

Issue set_aside(IssueKind kind, Severity severity, std::string detail) {
  Issue issue;
  issue.kind = kind;
  issue.severity = severity;
  issue.action = Action::set_aside;
  issue.detail = std::move(detail);
  issue.effect = text("The other sources are used without it; what it should hold is missing.");
  return issue;
}

RawLayer layer_without_records(const std::filesystem::path& path, std::string name) {
  RawLayer raw;
  raw.path = path.string();
  raw.layer = std::move(name);
  return raw;
}

}  // namespace

bool has_no_bytes(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) &&
         std::filesystem::file_size(path, error) == 0 && !error;
}

Issue nothing_in_it(std::string detail) {
  return set_aside(IssueKind::empty_geometry, Severity::serious, std::move(detail));
}

RawLayer layer_of_empty_file(const std::filesystem::path& path) {
  RawLayer raw = layer_without_records(path, path.stem().string());
  raw.issues.push_back(nothing_in_it(
      text("{}: the file is empty. Export or copy it again.", path.filename().string())));
  return raw;
}

std::vector<RawLayer> layers_left_out(const SourceSpec& spec) {
  std::vector<RawLayer> layers;
  const auto add = [&](const std::string& name) {
    RawLayer raw = layer_without_records(spec.path, name);
    raw.state = LayerState::left_out;
    raw.issues.push_back(
        set_aside(IssueKind::source_not_read, Severity::doubtful, why_not_read(raw)));
    layers.push_back(std::move(raw));
  };
  for (const std::string& name : spec.layers) add(name);
  if (spec.layers.empty()) add({});
  return layers;
}

RawLayer layer_unreadable(const SourceSpec& spec, const Error& why) {
  RawLayer raw =
      layer_without_records(spec.path, spec.layers.empty() ? std::string() : spec.layers.front());
  raw.state = LayerState::unreadable;
  raw.issues.push_back(set_aside(IssueKind::source_not_read, Severity::serious, why.what()));
  return raw;
}

std::string why_not_read(const RawLayer& layer) {
  if (layer.state == LayerState::left_out)
    return text("{}: the project leaves it out.",
                std::filesystem::path(layer.path).filename().string());
  return layer.issues.empty() ? std::string() : layer.issues.front().detail;
}

}  // namespace firebreak::io
