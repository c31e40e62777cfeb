#include "core/io/project.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <sstream>

#include "core/geo/crs.hpp"
#include "core/io/control_file.hpp"
#include "core/io/rule_file.hpp"
#include "core/io/settings_reading.hpp"
#include "core/normalise/dictionary.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

/// Reads one project file; every refusal names file and line.
class ProjectReading : SettingsReading {
 public:
  explicit ProjectReading(const fs::path& file) : SettingsReading(file, ErrorKind::usage) {}

  Project read(std::string_view toml) {
    const toml::table document =
        parsed_by<toml::parse_error>([&] { return toml::parse(toml, file_.string()); });
    project_.path = file_;
    project_.name = file_.stem().string();
    read_keys(document, "", top_keys());
    if (project_.sources.empty())
      throw Error(ErrorKind::usage, "{}: no [[source]] with a path. Name at least one file.",
                  file_.string());
    return std::move(project_);
  }

 private:
  using Handler = std::function<void(const toml::node&, const std::string& key)>;
  using Keys = std::vector<std::pair<std::string_view, Handler>>;

  Keys top_keys() {
    return {{"name", text_into(project_.name)},
            {"crs", crs_into(project_.crs)},
            {"profile",
             [this](const toml::node& node, const std::string& key) {
               project_.profile = text_of(node, key);
               if (project_.profile.ends_with(".toml"))
                 project_.profile = resolved(project_.profile).string();
             }},
            {"engine",
             [this](const toml::node& node, const std::string& key) {
               EngineName engine = engine_name_from(text_of(node, key));
               if (!engine.file.empty()) engine.file = resolved(engine.file.string());
               project_.engine = engine_text(engine);
             }},
            {"study_area", path_into(project_.study_area)},
            {"mapping", path_into(project_.mapping)},
            {"ledger", path_into(project_.ledger)},
            {"field_checks", path_into(project_.field_checks)},
            {"public", truth_into(project_.public_edition)},
            {"source", each_table([this](const toml::table& table) { source(table); })},
            {"set",
             [this](const toml::node& node, const std::string& key) {
               if (!node.is_table()) refuse(node, key, "a table");
               overrides(*node.as_table(), "");
             }},
            {"confirm", each_table([this](const toml::table& table) { confirmation(table); })},
            {"scenario", each_table([this](const toml::table& table) { scenario(table); })},
            {"current_scenario", text_into(project_.scenario)},
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
              {"accepted", [&](const toml::node& node,
                               const std::string& key) { spec.accepted = date_of(node, key); }},
              {"accepted_by", text_into(spec.accepted_by)},
              {"control_points", [&](const toml::node& node,
                                     const std::string& key) { control_points(spec, node, key); }},
              {"control_accepted_m", number_into(spec.control_accepted_m)}};
    for (const std::string_view name : settings_keys)
      keys.emplace_back(name, [&, name](const toml::node& node, const std::string& key) {
        take_setting(name, key, node, spec);
      });
    read_keys(table, "source.", keys);
    if (spec.path.empty())
      throw Error(ErrorKind::usage, "{}, line {}: this [[source]] needs a path.", file_.string(),
                  table.source().begin.line);
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
                    {"date", [&](const toml::node& node, const std::string& key) {
                       confirmed.date = date_of(node, key);
                     }}};
    read_keys(table, "confirm.", keys);
    if (confirmed.key.empty() || confirmed.by.empty() || confirmed.date.empty() ||
        confirmed.document.empty())
      throw Error(ErrorKind::usage, "{}, line {}: a confirmation needs key, by, date and document.",
                  file_.string(), table.source().begin.line);
    project_.confirmations.push_back(std::move(confirmed));
  }

  void scenario(const toml::table& table) {
    Scenario made;
    read_keys(table, "scenario.",
              {{"name", text_into(made.name)},
               {"crs", crs_into(made.crs)},
               {"edit", each_table([&](const toml::table& edit) {
                  made.edits.push_back(edit_of(edit));
                })}});
    if (made.name.empty())
      throw Error(ErrorKind::usage, "{}, line {}: this [[scenario]] needs a name.", file_.string(),
                  table.source().begin.line);
    project_.scenarios.push_back(std::move(made));
  }

  Edit edit_of(const toml::table& table) {
    EditFields fields;
    read_keys(table, "scenario.edit.",
              {{"do", text_into(fields.what)},
               {"id", text_into(fields.id)},
               {"name", text_into(fields.name)},
               {"kind", text_into(fields.kind)},
               {"main_layout", text_into(fields.main_layout)},
               {"flow_lps", number_into(fields.flow_lps)},
               {"main_mm", number_into(fields.main_mm)},
               {"width_m", number_into(fields.width_m)},
               {"at", [&](const toml::node& node, const std::string& key) {
                  fields.places = places_of(node, key);
                }}});
    auto edit = edit_from(fields);
    if (!edit)
      throw Error(ErrorKind::usage,
                  "{}, line {}: this [[scenario.edit]] is not complete, or {} is not an edit.",
                  file_.string(), table.source().begin.line, fields.what);
    return std::move(*edit);
  }

  Keys view_keys() {
    ViewSettings& view = project_.view;
    return {{"unit", text_into(view.unit)},
            {"ordered", truth_into(view.ordered)},
            {"background",
             [this](const toml::node& node, const std::string& key) {
               project_.view.background = resolved(text_of(node, key)).string();
             }},
            {"background_raster", text_into(view.background_raster)},
            {"background_shown", truth_into(view.background_shown)},
            {"background_opacity", number_into(view.background_opacity)},
            {"layer", each_table([&](const toml::table& table) {
               LayerView layer;
               Graduated classes;
               read_keys(table, "view.layer.",
                         {{"table", text_into(layer.table)},
                          {"title", text_into(layer.title)},
                          {"shown", truth_into(layer.shown)},
                          {"opacity", number_into(layer.opacity)},
                          {"min_scale", number_into(layer.min_scale)},
                          {"max_scale", number_into(layer.max_scale)},
                          {"labels",
                           [&](const toml::node& node, const std::string& key) {
                             truth_into(layer.labels.emplace())(node, key);
                           }},
                          {"class_column", text_into(classes.column)},
                          {"class_ramp", text_into(classes.ramp)},
                          {"class_breaks", [&](const toml::node& node, const std::string& key) {
                             classes.breaks = numbers_of(node, key);
                             if (!std::ranges::is_sorted(classes.breaks, std::less_equal{}) ||
                                 classes.breaks.size() > most_breaks)
                               refuse(node, key, "a list of up to 30 ascending numbers");
                           }}});
               if (!classes.column.empty()) layer.graduated = std::move(classes);
               view.layers.push_back(std::move(layer));
             })},
            {"look", each_table([&](const toml::table& table) {
               RuleLook look;
               read_keys(table, "view.look.",
                         {{"table", text_into(look.table)},
                          {"layer", text_into(look.layer)},
                          {"rule", text_into(look.rule)},
                          {"fill", colour_into(look.fill)},
                          {"stroke", colour_into(look.stroke)},
                          {"stroke_mm", number_into(look.stroke_mm)},
                          {"size_mm", number_into(look.size_mm)},
                          {"from", number_into(look.from)},
                          {"below", number_into(look.below)},
                          {"hidden", truth_into(look.hidden)}});
               view.looks.push_back(std::move(look));
             })},
            {"bookmark", each_table([&](const toml::table& table) {
               Bookmark mark;
               read_keys(table, "view.bookmark.",
                         {{"name", text_into(mark.name)}, {"box", box_into(mark.box)}});
               view.bookmarks.push_back(std::move(mark));
             })}};
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
            {"logo",
             [this](const toml::node& node, const std::string& key) {
               project_.sheet.logo = resolved(text_of(node, key)).string();
             }},
            {"scale", number_into(sheet.scale)},
            {"extent",
             [this](const toml::node& node, const std::string& key) {
               box_into(project_.sheet.extent.emplace())(node, key);
             }},
            {"overview", truth_into(sheet.overview)}};
  }

  /// `"hydrants.radius_m" = 120` and `hydrants.radius_m = 120` mean the same.
  void overrides(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string full = prefix + std::string(key.str());
      if (node.is_table()) {
        overrides(*node.as_table(), full + ".");
      } else if (node.is_boolean()) {
        project_.overrides[full] = node.value<bool>().value_or(false);
      } else if (node.is_number()) {
        project_.overrides[full] = node.value<double>().value_or(0);
      } else {
        if (!node.is_string()) refuse(node, full, "a number, a text in quotes, true or false");
        project_.overrides[full] = text_of(node, full);
      }
    }
  }

  void read_keys(const toml::table& table, const std::string& prefix, const Keys& keys) const {
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      const auto known =
          std::find_if(keys.begin(), keys.end(), [&](const auto& k) { return k.first == name; });
      if (known == keys.end()) {
        std::vector<std::string_view> names;
        for (const auto& k : keys) names.push_back(k.first);
        unknown(node, prefix + std::string(name), prefix + std::string(closest(name, names)));
      }
      known->second(node, prefix + std::string(name));
    }
  }

  std::string date_of(const toml::node& node, const std::string& key) const {
    if (const auto* date = node.as_date()) {
      std::ostringstream out;
      out << date->get();
      return out.str();
    }
    return text_of(node, key);
  }

  fs::path resolved(const std::string& path) const {
    const fs::path given(path);
    return given.is_absolute() ? given : (file_.parent_path() / given).lexically_normal();
  }

  Handler text_into(std::string& where) const {
    return [this, &where](const toml::node& node, const std::string& key) {
      where = text_of(node, key);
    };
  }

  Handler path_into(fs::path& where) const {
    return [this, &where](const toml::node& node, const std::string& key) {
      const std::string given = text_of(node, key);
      if (given.empty()) refuse(node, key, "a path");
      where = resolved(given);
    };
  }

  Handler crs_into(std::string& where) const {
    return [this, &where](const toml::node& node, const std::string& key) {
      where = crs_of(node, key);
    };
  }

  Handler truth_into(bool& where) const {
    return [this, &where](const toml::node& node, const std::string& key) {
      if (!node.is_boolean()) refuse(node, key, "true or false");
      where = node.value<bool>().value_or(false);
    };
  }

  template <class Number>  // double or an optional one
  Handler number_into(Number& where) const {
    return [this, &where](const toml::node& node, const std::string& key) {
      where = number_of(node, key);
    };
  }

  double number_of(const toml::node& node, const std::string& key) const {
    const auto value = node.value<double>();
    if (!node.is_number() || !value || !std::isfinite(*value)) refuse(node, key, "a number");
    return *value;
  }

  Handler colour_into(std::optional<Colour>& where) const {
    return [this, &where](const toml::node& node, const std::string& key) {
      where = colour_from_text(text_of(node, key));
      if (!where) refuse(node, key, "a colour as \"#rrggbb\" or \"#rrggbbaa\"");
    };
  }

  std::vector<double> numbers_of(const toml::node& node, const std::string& key) const {
    if (!node.is_array()) refuse(node, key, "a list of numbers");
    std::vector<double> numbers;
    for (const toml::node& item : *node.as_array()) numbers.push_back(number_of(item, key));
    return numbers;
  }

  /// x and y in turn.
  std::vector<Xy> places_of(const toml::node& node, const std::string& key) const {
    const std::vector<double> numbers = numbers_of(node, key);
    if (numbers.empty() || numbers.size() % 2 != 0) refuse(node, key, "a list of x and y in turn");
    std::vector<Xy> places;
    for (std::size_t i = 0; i < numbers.size(); i += 2)
      places.push_back({numbers[i], numbers[i + 1]});
    return places;
  }

  Handler box_into(Box& where) const {
    return [this, &where](const toml::node& node, const std::string& key) {
      const std::vector<Xy> corners = places_of(node, key);
      if (corners.size() != 2) refuse(node, key, "a list of four numbers: x, y, x, y");
      where = {corners[0], corners[1]};
      if (where.empty()) refuse(node, key, "a list of four numbers: x, y, x, y");
    };
  }

  template <class MakeKeys>
  Handler keys_into(MakeKeys make, const char* prefix) {
    return [this, make, prefix](const toml::node& node, const std::string& key) {
      if (!node.is_table()) refuse(node, key, "a table");
      read_keys(*node.as_table(), prefix, make());
    };
  }

  template <class Each>
  Handler each_table(Each each) const {
    return [this, each](const toml::node& node, const std::string& key) {
      if (!node.is_array()) refuse(node, key, "a list of tables, each under a double bracket");
      for (const toml::node& item : *node.as_array()) {
        if (!item.is_table()) refuse(item, key, "a list of tables, each under a double bracket");
        each(*item.as_table());
      }
    };
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
