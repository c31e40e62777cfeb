#include "core/io/project.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <functional>

#include "core/io/control_file.hpp"
#include "core/io/edit_reading.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/colour_ramp.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

/// Reads one project file; every refusal names file and line.
class ProjectReading : EditReading<toml::node, toml::table> {
 public:
  explicit ProjectReading(const fs::path& file) : EditReading(file, ErrorKind::usage) {}

  Project read(std::string_view toml) {
    const toml::table document =
        parsed_by<toml::parse_error>([&] { return toml::parse(toml, file_.string()); });
    project_.path = file_;
    project_.name = file_.stem().string();
    read_keys(document, "", top_keys());
    if (project_.sources.empty())
      throw Error(ErrorKind::usage, "{}: no [[source]] with a path. Name at least one file.",
                  file_.string());
    if (const auto* current = document.get("current_scenario"))
      if (std::ranges::find(project_.scenarios, project_.scenario, &Scenario::name) ==
          project_.scenarios.end())
        refuse(*current, "current_scenario", "the name of a [[scenario]] of this file");
    return std::move(project_);
  }

 private:
  Keys top_keys() {
    return {{"name", word_into(project_.name)},
            {"crs", crs_into(project_.crs)},
            {"profile",
             [this](const toml::node& node, const std::string& key) {
               project_.profile = word_of(node, key);
               if (project_.profile.ends_with(".toml"))
                 project_.profile = resolved(project_.profile).string();
             }},
            {"engine",
             [this](const toml::node& node, const std::string& key) {
               EngineName engine = engine_name_from(word_of(node, key));
               if (!engine.file.empty()) engine.file = resolved(engine.file.string());
               project_.engine = engine_text(engine);
             }},
            {"study_area", path_into(project_.study_area)},
            {"mapping", path_into(project_.mapping)},
            {"ledger", path_into(project_.ledger)},
            {"field_checks", path_into(project_.field_checks)},
            {"departments", path_into(project_.departments)},
            {"land_classes", path_into(project_.land_classes)},
            {"public", truth_into(project_.public_edition)},
            {"reach",
             [this](const toml::node& node, const std::string& key) {
               const std::string reach = word_of(node, key);
               if (reach != "network" && reach != "geodesic")
                 refuse(node, key, "network or geodesic");
               project_.geodesic = reach == "geodesic";
             }},
            {"source", each_table([this](const toml::table& table) { source(table); })},
            {"set",
             [this](const toml::node& node, const std::string& key) {
               if (!node.is_table()) refuse(node, key, "a table");
               overrides(*node.as_table(), "");
             }},
            {"confirm", each_table([this](const toml::table& table) { confirmation(table); })},
            {"target", each_table([this](const toml::table& table) { target(table); })},
            {"override", each_table([this](const toml::table& table) { forced(table); })},
            {"scenario", each_table([this](const toml::table& table) { scenario(table); })},
            {"current_scenario", word_into(project_.scenario)},
            {"view", keys_into([this] { return view_keys(); }, "view.")},
            {"sheet", keys_into([this] { return sheet_keys(); }, "sheet.")}};
  }

  void source(const toml::table& table) {
    SourceSpec spec;
    Keys keys{{"path", path_into(spec.path)},
              {"layer", [&](const toml::node& node,
                            const std::string& key) { spec.layers = {text_of(node, key)}; }},
              {"layers", [&](const toml::node& node,
                             const std::string& key) { spec.layers = texts_of(node, key); }},
              {"left_out", truth_into(spec.left_out)},
              {"remembered", truth_into(spec.remembered)},
              {"crs_note", text_into(spec.crs_note)},
              {"accepted", date_into(spec.accepted)},
              {"accepted_by", text_into(spec.accepted_by)},
              {"shift_rows",
               [&](const toml::node& node, const std::string& key) {
                 const auto shifts = row_shifts_from(text_of(node, key));
                 if (!shifts) refuse(node, key, "gcj02 or bd09 and records: \"gcj02: 3, 7-9\"");
                 spec.row_shifts = *shifts;
               }},
              {"control_points", [&](const toml::node& node,
                                     const std::string& key) { control_points(spec, node, key); }},
              {"control_accepted_m", number_into(spec.control_accepted_m, positive_range)}};
    for (const std::string_view name : settings_keys)
      keys.emplace_back(name, [&, name](const toml::node& node, const std::string& key) {
        take_setting(name, key, node, spec);
      });
    read_keys(table, "source.", keys);
    require(table, "source", !spec.path.empty(), "path");
    if (const auto* layer = table.get("layer"); layer != nullptr && table.get("layers") != nullptr)
      throw Error(ErrorKind::usage,
                  "{}, line {}: layer and layers cannot stand together. Name all in layers.",
                  file_.string(), layer->source().begin.line);
    take_tables(table, spec);
    project_.sources.push_back(std::move(spec));
  }

  /// Pairs in place, or the name of a file with four columns.
  void control_points(SourceSpec& spec, const toml::node& node, const std::string& key) const {
    if (node.is_string()) {
      spec.control_points = read_control_points(resolved(text_of(node, key)));
      return;
    }
    if (!node.is_array()) refuse(node, key, "a list of [x, y, E, N] or the name of a CSV file");
    for (const toml::node& item : *node.as_array()) {
      const std::vector<double> numbers = numbers_of(item, key);
      if (numbers.size() != 4) refuse(item, key, "a list of [x, y, E, N]");
      spec.control_points.push_back({{numbers[0], numbers[1]}, {numbers[2], numbers[3]}});
    }
  }

  void confirmation(const toml::table& table) {
    Confirmation confirmed;
    const Keys keys{{"key", text_into(confirmed.key)},
                    {"by", text_into(confirmed.by)},
                    {"document", text_into(confirmed.document)},
                    {"date", date_into(confirmed.date)}};
    read_keys(table, "confirm.", keys);
    if (confirmed.key.empty() || confirmed.by.empty() || confirmed.date.empty() ||
        confirmed.document.empty())
      throw Error(ErrorKind::usage, "{}, line {}: a confirmation needs key, by, date and document.",
                  file_.string(), table.source().begin.line);
    project_.confirmations.push_back(std::move(confirmed));
  }

  void target(const toml::table& table) {
    HydrantTarget made;
    constexpr NumberRange wanted{1, 100000, "a number from 1 to 100000"};
    constexpr NumberRange before{0, 100000, "a number from 0 to 100000"};
    read_keys(table, "target.",
              {{"unit", text_into(made.unit)},
               {"hydrants", number_into(made.hydrants, wanted)},
               {"by", date_into(made.by)},
               {"since", date_into(made.since)},
               {"baseline", number_into(made.baseline, before)},
               {"document", text_into(made.document)}});
    require(table, "target", made.hydrants > 0, "hydrants");
    require(table, "target", !made.by.empty(), "by");
    if (std::ranges::find(project_.targets, made.unit, &HydrantTarget::unit) !=
        project_.targets.end())
      twice(table, "target", made.unit);
    project_.targets.push_back(std::move(made));
  }

  void forced(const toml::table& table) {
    VerdictOverride made;
    read_keys(table, "override.",
              {{"building", text_into(made.building)},
               {"verdict",
                [&](const toml::node& node, const std::string& key) {
                  made.verdict = text_of(node, key);
                  if (!override_subject(made.verdict))
                    refuse(node, key,
                           "pass or fail for the hydrant radius, G0, G1, G2 or G3 for the water");
                }},
               {"by", text_into(made.by)},
               {"date", date_into(made.date)},
               {"reason", text_into(made.reason)},
               {"inputs", text_into(made.inputs)}});
    require(table, "override", !made.building.empty(), "building");
    require(table, "override", !made.verdict.empty(), "verdict");
    require(table, "override", !made.by.empty(), "by");
    require(table, "override", !made.date.empty(), "date");
    require(table, "override", !made.reason.empty(), "reason");
    const auto same = [&](const VerdictOverride& other) {
      return other.building == made.building &&
             override_subject(other.verdict) == override_subject(made.verdict);
    };
    if (std::ranges::any_of(project_.verdicts, same)) twice(table, "override", made.building);
    project_.verdicts.push_back(std::move(made));
  }

  void scenario(const toml::table& table) {
    Scenario made;
    read_keys(table, "scenario.",
              {{"name", text_into(made.name)},
               {"crs", crs_into(made.crs)},
               {"edit", each_table([&](const toml::table& edit) {
                  made.edits.push_back(edit_of(edit));
                })}});
    require(table, "scenario", !made.name.empty(), "name");
    if (std::ranges::find(project_.scenarios, made.name, &Scenario::name) !=
        project_.scenarios.end())
      twice(table, "scenario", made.name);
    project_.scenarios.push_back(std::move(made));
  }

  Keys view_keys() {
    ViewSettings& view = project_.view;
    return {{"unit", text_into(view.unit)},
            {"against", text_into(view.against)},
            {"ordered", truth_into(view.ordered)},
            {"background", path_into(view.background)},
            {"background_raster", text_into(view.background_raster)},
            {"background_shown", truth_into(view.background_shown)},
            {"background_opacity", number_into(view.background_opacity, share_range)},
            {"layer", each_table([this](const toml::table& table) { layer_view(table); })},
            {"look", each_table([this](const toml::table& table) { look(table); })},
            {"bookmark", each_table([&](const toml::table& table) {
               Bookmark mark;
               read_keys(table, "view.bookmark.",
                         {{"name", text_into(mark.name)}, {"box", box_into(mark.box)}});
               require(table, "view.bookmark", table.get("box") != nullptr, "box");
               view.bookmarks.push_back(std::move(mark));
             })}};
  }

  void layer_view(const toml::table& table) {
    LayerView layer;
    Graduated classes;
    const auto ramp = [&](const toml::node& node, const std::string& key) {
      classes.ramp = text_of(node, key);
      std::vector<std::string_view> names;
      for (const ColourRamp& known : colour_ramps()) names.push_back(known.name);
      if (std::ranges::find(names, classes.ramp) == names.end())
        unknown(node, key + " = \"" + classes.ramp + "\"", closest(classes.ramp, names));
    };
    const auto breaks = [&](const toml::node& node, const std::string& key) {
      classes.breaks = numbers_of(node, key);
      if (!std::ranges::is_sorted(classes.breaks, std::less_equal{}) ||
          classes.breaks.size() > most_breaks)
        refuse(node, key, "a list of up to 30 ascending numbers");
    };
    // From 1 on: a layer below that scale would never be drawn.
    constexpr NumberRange coarsest{1, scale_range.most, "a number from 1 to 1000000000"};
    read_keys(table, "view.layer.",
              {{"table", text_into(layer.table)},
               {"title", text_into(layer.title)},
               {"shown", truth_into(layer.shown)},
               {"opacity", number_into(layer.opacity, share_range)},
               {"min_scale", number_into(layer.min_scale, coarsest)},
               {"max_scale", number_into(layer.max_scale, scale_range)},
               {"labels", truth_into(layer.labels)},
               {"class_column", word_into(classes.column)},
               {"class_ramp", ramp},
               {"class_breaks", breaks}});
    require(table, "view.layer", !layer.table.empty(), "table");
    require(table, "view.layer", !layer.title.empty(), "title");
    if (project_.view.find(layer.table, layer.title) != nullptr)
      twice(table, "view.layer", layer.title);
    if (layer.min_scale && layer.max_scale && *layer.min_scale <= *layer.max_scale)
      refuse(*table.get("min_scale"), "view.layer.min_scale", "larger than max_scale");
    for (const std::string_view key : {"class_ramp", "class_breaks"})
      if (const auto* alone = table.get(key); alone != nullptr && classes.column.empty())
        throw Error(ErrorKind::usage,
                    "{}, line {}: {} means nothing without class_column. Name the column, or take "
                    "the line out.",
                    file_.string(), alone->source().begin.line, key);
    if (!classes.column.empty()) layer.graduated = std::move(classes);
    project_.view.layers.push_back(std::move(layer));
  }

  void look(const toml::table& table) {
    RuleLook look;
    read_keys(table, "view.look.",
              {{"table", text_into(look.table)},
               {"layer", text_into(look.layer)},
               {"rule", text_into(look.rule)},
               {"fill", colour_into(look.fill)},
               {"stroke", colour_into(look.stroke)},
               {"stroke_mm", number_into(look.stroke_mm, millimetre_range)},
               {"size_mm", number_into(look.size_mm, millimetre_range)},
               {"from", number_into(look.from)},
               {"below", number_into(look.below)},
               {"hidden", truth_into(look.hidden)}});
    require(table, "view.look", !look.table.empty(), "table");
    require(table, "view.look", !look.layer.empty(), "layer");
    if (project_.view.find(look.table, look.layer, look.rule) != nullptr)
      twice(table, "view.look", look.rule);
    if (look.from && look.below && *look.from >= *look.below)
      refuse(*table.get("below"), "view.look.below", "larger than from");
    project_.view.looks.push_back(std::move(look));
  }

  Keys sheet_keys() {
    SheetSettings& sheet = project_.sheet;
    return {{"title", text_into(sheet.title)},
            {"subtitle", text_into(sheet.subtitle)},
            {"text", text_into(sheet.text)},
            {"paper",
             [this](const toml::node& node, const std::string& key) {
               const std::string paper = text_of(node, key);
               if (std::ranges::find(sheet_papers, paper) == std::end(sheet_papers))
                 refuse(node, key, "A0 to A6");
               project_.sheet.paper = paper;
             }},
            {"landscape", truth_into(sheet.landscape)},
            {"logo", path_into(sheet.logo)},
            {"scale", number_into(sheet.scale, sheet_scale_range)},
            {"extent", box_into(sheet.extent)},
            {"overview", truth_into(sheet.overview)}};
  }

  /// `"hydrants.radius_m" = 120` and `hydrants.radius_m = 120` mean the same.
  void overrides(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string full = prefix + std::string(key.str());
      if (project_.overrides.contains(full))
        throw Error(ErrorKind::usage, "{}, line {}: {} is set twice. Keep one of the lines.",
                    file_.string(), node.source().begin.line, full);
      if (node.is_table()) {
        overrides(*node.as_table(), full + ".");
      } else if (node.is_boolean()) {
        project_.overrides[full] = node.value<bool>().value_or(false);
      } else if (node.is_number()) {
        project_.overrides[full] = number_of(node, full);
      } else {
        if (!node.is_string()) refuse(node, full, "a number, a text in quotes, true or false");
        project_.overrides[full] = text_of(node, full);
      }
    }
  }

  /// Of two tables of one name the second would count for nothing.
  [[noreturn]] void twice(const toml::table& table, std::string_view name,
                          std::string_view title) const {
    throw Error(ErrorKind::usage, "{}, line {}: a second [[{}]] \"{}\". Take one of them out.",
                file_.string(), table.source().begin.line, name, title);
  }

  Project project_;
};

}  // namespace

Project read_project_text(std::string_view toml, const fs::path& file) {
  return ProjectReading(file).read(toml);
}

Project read_project(const fs::path& file) {
  return read_project_text(text_of_file(file), file);
}

}  // namespace firebreak::io
