#include "core/io/gpkg_styles.hpp"

#include <algorithm>

namespace firebreak::io {

namespace {

bool takes_every_row(const StyleRule& rule) {
  return rule.field.empty();
}

/// False if no row can fit both rules.
bool may_overlap(const StyleRule& a, const StyleRule& b) {
  if (a.field != b.field || (a.missing && b.missing)) return true;
  if (!a.values.empty() && !b.values.empty())
    return std::find_first_of(a.values.begin(), a.values.end(), b.values.begin(), b.values.end()) !=
           a.values.end();
  if (only_missing(a) || only_missing(b)) return false;
  const bool a_below_b = a.below && b.from && *a.below <= *b.from;
  const bool b_below_a = b.below && a.from && *b.below <= *a.from;
  return !a_below_b && !b_below_a;
}

bool has_columns(const FileTable& table, const LayerStyle& style) {
  const auto has = [&](const std::string& name) {
    return name.empty() ||
           std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const FileColumn& column) { return column.name == name; });
  };
  return has(style.label_field) && std::all_of(style.rules.begin(), style.rules.end(),
                                               [&](const StyleRule& r) { return has(r.field); });
}

constexpr std::string_view styles_table = R"sql(
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
)sql";

}  // namespace

bool only_missing(const StyleRule& rule) {
  return rule.missing && rule.values.empty() && !rule.from && !rule.below;
}

std::vector<const LayerStyle*> styles_of(const FileTable& table, const StyleSheet& sheet) {
  std::vector<const LayerStyle*> shown;
  std::vector<const LayerStyle*> hidden;
  for (const LayerStyle& style : sheet.layers)
    if (style.table == table.name && has_columns(table, style))
      (style.shown ? shown : hidden).push_back(&style);
  return shown.empty() ? hidden : shown;
}

std::vector<ExclusiveRule> exclusive_rules(const LayerStyle& style) {
  std::vector<ExclusiveRule> out;
  for (const StyleRule& rule : style.rules) {
    ExclusiveRule& made = out.emplace_back();
    made.rule = &rule;
    if (takes_every_row(rule)) {
      made.otherwise = out.size() > 1;
      break;
    }
    for (std::size_t earlier = 0; earlier + 1 < out.size(); ++earlier)
      if (may_overlap(*out[earlier].rule, rule)) made.unless.push_back(out[earlier].rule);
  }
  return out;
}

std::optional<double> label_limit(const LayerStyle& style, const std::optional<double>& rule) {
  std::optional<double> limit;
  for (const auto& said : {style.min_scale, style.label_min_scale, rule})
    if (said && (!limit || *said < *limit)) limit = said;
  return limit;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

bool is_number_column(const FileTable& table, std::string_view column) {
  for (const FileColumn& known : table.columns)
    if (known.name == column) return known.sql_type != "TEXT" && known.sql_type != "DATE";
  return false;
}

void write_styles(GpkgFile& gpkg, const std::vector<FileTable>& tables, const StyleSheet& sheet) {
  gpkg.sqlite.run(std::string(styles_table));
  {
    Statement contents(gpkg.sqlite,
                       "INSERT INTO gpkg_contents(table_name,data_type,identifier,description,"
                       "last_change) VALUES('layer_styles','attributes','layer_styles','',?)");
    contents.bind(1, gpkg.stamp);
    contents.execute();
  }
  Statement insert(gpkg.sqlite,
                   "INSERT INTO layer_styles(f_table_catalog,f_table_schema,f_table_name,"
                   "f_geometry_column,styleName,styleQML,styleSLD,useAsDefault,description,owner,"
                   "ui,update_time) VALUES('','',?,?,?,?,?,1,?,'',NULL,?)");
  for (const FileTable& table : tables) {
    const auto styles = styles_of(table, sheet);
    const std::string qml = layer_qml(table, styles, sheet, gpkg.language);
    const std::string sld = table.geometry && !styles.empty()
                                ? layer_sld(table, styles, sheet, gpkg.language)
                                : std::string{};
    insert.bind(1, table.name);
    insert.bind(2, std::string_view(table.geometry ? "geom" : ""));
    insert.bind(3, table.name);
    insert.bind(4, qml);
    insert.bind(5, sld);
    insert.bind(6, translate(table.title, gpkg.language));
    insert.bind(7, gpkg.stamp);
    insert.execute();
  }
}

}  // namespace firebreak::io
