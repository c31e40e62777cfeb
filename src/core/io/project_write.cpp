#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "core/base/error.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/project.hpp"
#include "core/io/project_files.hpp"
#include "core/io/rule_file.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

/// Puts a project down key by key, in the order in which docs/project-file.md tells of them; what
/// is not said stays out.
class ProjectText {
 public:
  explicit ProjectText(const fs::path& file)
      : folder_(fs::absolute(file).lexically_normal().parent_path()) {}

  std::string write(const Project& project) {
    const Project plain;
    say("name", project.name);
    if (project.profile.ends_with(".toml"))
      say("profile", shown(project.profile));
    else
      say("profile", project.profile);
    EngineName engine = engine_name_from(project.engine);
    if (!engine.file.empty()) engine.file = shown(engine.file);
    say("engine", engine_text(engine));
    say("crs", project.crs);
    say("study_area", shown(project.study_area));
    say("mapping", shown(project.mapping));
    say("ledger", shown(project.ledger));
    say("field_checks", shown(project.field_checks));
    say("departments", shown(project.departments));
    say("land_classes", shown(project.land_classes));
    if (project.public_edition) put("public", "true");
    if (project.geodesic) put("reach", quoted("geodesic"));
    say("current_scenario", project.scenario);
    for (const SourceSpec& spec : project.sources) source(spec);
    if (!project.overrides.empty()) head("[set]");
    for (const auto& [key, value] : project.overrides)
      put(quoted(key), std::visit([](const auto& v) { return value_text(v); }, value));
    for (const Confirmation& c : project.confirmations) {
      head("[[confirm]]");
      say("key", c.key);
      say("by", c.by);
      say("date", c.date);
      say("document", c.document);
    }
    for (const HydrantTarget& t : project.targets) {
      head("[[target]]");
      say("unit", t.unit);
      say("hydrants", t.hydrants);
      say("by", t.by);
      say("since", t.since);
      say("baseline", t.baseline);
      say("document", t.document);
    }
    for (const VerdictOverride& o : project.verdicts) {
      head("[[override]]");
      say("building", o.building);
      say("verdict", o.verdict);
      say("by", o.by);
      say("date", o.date);
      say("reason", o.reason);
      say("inputs", o.inputs);
    }
    for (const Scenario& s : project.scenarios) scenario(s);
    if (project.view != plain.view) view(project.view);
    if (project.sheet != plain.sheet) sheet(project.sheet);
    return out_;
  }

 private:
  static std::string quoted(std::string_view text) { return quoted_toml(text); }
  static std::string value_text(const std::string& text) { return quoted(text); }
  static std::string value_text(bool truth) { return truth ? "true" : "false"; }
  /// The shortest text that reads back as the same number.
  static std::string value_text(double number) { return fmt::format("{}", number); }

  std::string shown(const fs::path& path) const {
    if (path.empty()) return {};
    const fs::path full = fs::absolute(path).lexically_normal();
    const fs::path relative = full.lexically_relative(folder_);
    const bool inside = !relative.empty() && *relative.begin() != "..";
    return inside ? relative.string() : full.string();
  }

  void head(std::string_view table) { out_ += fmt::format("\n{}\n", table); }
  void put(std::string_view key, std::string_view value) {
    out_ += fmt::format("{} = {}\n", key, value);
  }
  void say(std::string_view key, const std::string& text) {
    if (!text.empty()) put(key, quoted(text));
  }
  void say(std::string_view key, const std::optional<double>& number) {
    if (number) put(key, value_text(*number));
  }
  void numbers(std::string_view key, const std::vector<Xy>& places) {
    std::string list;
    for (const Xy p : places)
      list += fmt::format("{}{}, {}", list.empty() ? "" : ", ", p.x_m, p.y_m);
    put(key, "[" + list + "]");
  }

  void source(const SourceSpec& spec) {
    head("[[source]]");
    say("path", shown(spec.path));
    if (!spec.layers.empty()) {
      std::string list;
      for (const auto& layer : spec.layers) list += (list.empty() ? "" : ", ") + quoted(layer);
      put("layers", "[" + list + "]");
    }
    if (spec.left_out) put("left_out", "true");
    if (!spec.remembered) put("remembered", "false");
    out_ += single_settings_text(spec);
    say("crs_note", spec.crs_note);
    say("shift_rows", row_shifts_text(spec.row_shifts));
    say("accepted", spec.accepted);
    say("accepted_by", spec.accepted_by);
    if (!spec.control_points.empty()) {
      std::string list;
      for (const ControlPair& pair : spec.control_points)
        list += fmt::format("{}[{}, {}, {}, {}]", list.empty() ? "" : ", ", pair.from.x_m,
                            pair.from.y_m, pair.to.x_m, pair.to.y_m);
      put("control_points", "[" + list + "]");
    }
    say("control_accepted_m", spec.control_accepted_m);
    out_ += settings_tables_text(spec, "source");
  }

  void scenario(const Scenario& scenario) {
    head("[[scenario]]");
    say("name", scenario.name);
    say("crs", scenario.crs);
    for (const Edit& edit : scenario.edits) {
      const EditFields fields = fields_of(edit);
      head("[[scenario.edit]]");
      say("do", fields.what);
      say("id", fields.id);
      say("name", fields.name);
      say("kind", fields.kind);
      say("main_layout", fields.main_layout);
      say("flow_lps", fields.flow_lps);
      say("main_mm", fields.main_mm);
      say("width_m", fields.width_m);
      if (!fields.places.empty()) numbers("at", fields.places);
    }
  }

  void view(const ViewSettings& view) {
    head("[view]");
    say("unit", view.unit);
    say("against", view.against);
    if (view.ordered) put("ordered", "true");
    say("background", shown(view.background));
    say("background_raster", view.background_raster);
    if (!view.background_shown) put("background_shown", "false");
    if (view.background_opacity != 1)
      put("background_opacity", value_text(view.background_opacity));
    for (const LayerView& layer : view.layers) {
      head("[[view.layer]]");
      say("table", layer.table);
      say("title", layer.title);
      put("shown", value_text(layer.shown));
      if (layer.opacity != 1) put("opacity", value_text(layer.opacity));
      say("min_scale", layer.min_scale);
      say("max_scale", layer.max_scale);
      if (layer.labels) put("labels", value_text(*layer.labels));
      if (layer.graduated) {
        say("class_column", layer.graduated->column);
        say("class_ramp", layer.graduated->ramp);
        std::string list;
        for (const double value : layer.graduated->breaks)
          list += (list.empty() ? "" : ", ") + value_text(value);
        put("class_breaks", "[" + list + "]");
      }
    }
    for (const RuleLook& look : view.looks) {
      head("[[view.look]]");
      say("table", look.table);
      say("layer", look.layer);
      say("rule", look.rule);
      if (look.fill) say("fill", colour_text(*look.fill));
      if (look.stroke) say("stroke", colour_text(*look.stroke));
      say("stroke_mm", look.stroke_mm);
      say("size_mm", look.size_mm);
      say("from", look.from);
      say("below", look.below);
      if (look.hidden) put("hidden", "true");
    }
    for (const Bookmark& mark : view.bookmarks) {
      head("[[view.bookmark]]");
      say("name", mark.name);
      numbers("box", {mark.box.min, mark.box.max});
    }
  }

  void sheet(const SheetSettings& sheet) {
    head("[sheet]");
    say("title", sheet.title);
    say("subtitle", sheet.subtitle);
    say("text", sheet.text);
    say("paper", sheet.paper);
    put("landscape", value_text(sheet.landscape));
    say("logo", shown(sheet.logo));
    say("scale", sheet.scale);
    if (sheet.extent) numbers("extent", {sheet.extent->min, sheet.extent->max});
    put("overview", value_text(sheet.overview));
  }

  fs::path folder_;
  std::string out_;
};

/// The comment and empty lines at the head of a file; empty if there is no such file.
std::string head_comment(const fs::path& file) {
  std::ifstream in(file);
  std::string head;
  for (std::string line; std::getline(in, line) && (line.empty() || line.starts_with('#'));)
    head += line + "\n";
  return head;
}

}  // namespace

std::string project_text(const Project& project, const fs::path& file) {
  return ProjectText(file).write(project);
}

void name_field_checks(const fs::path& project_file, const fs::path& checks) {
  Project named = read_project(project_file);
  named.field_checks = checks.lexically_normal();
  std::string line;
  std::istringstream whole(project_text(named, project_file));
  while (std::getline(whole, line) && !line.starts_with("field_checks ")) {
  }
  std::ifstream in(project_file, std::ios::binary);
  const std::string before{std::istreambuf_iterator<char>(in), {}};
  // Keys of the project stand before its first table.
  std::size_t at = before.starts_with('[') ? 0 : before.find("\n[");
  if (at == std::string::npos)
    at = before.size();
  else if (at > 0)
    ++at;
  const std::string after = before.substr(0, at) + line + "\n" + before.substr(at);
  if (read_project_text(after, project_file) != named)
    throw Error(ErrorKind::file,
                "{}: field_checks could not be added. Write this line above the first [[source]]: "
                "{}",
                project_file.string(), line);
  AtomicFile target(project_file, Existing::replace);
  std::ofstream out(target.path(), std::ios::binary | std::ios::trunc);
  out << after;
  out.close();
  if (!out)
    throw Error(ErrorKind::file, "{}: the project could not be written. Is the disk full?",
                project_file.string());
  target.commit();
}

void save_project(const Project& project, const fs::path& file) {
  if (project.sources.empty())
    throw Error(ErrorKind::usage,
                "There is nothing to save yet: a project names its data. Add data first.");
  const std::string text = head_comment(file) + project_text(project, file);
  check_writable(file, Existing::replace, files_named(project));
  AtomicFile target(file, Existing::replace);
  std::ofstream out(target.path(), std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    throw Error(ErrorKind::file, "{}: the project could not be written. Is the disk full?",
                file.string());
  target.commit();
}

}  // namespace firebreak::io
