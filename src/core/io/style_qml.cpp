#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/io/gpkg_styles.hpp"
#include "core/io/qml_symbols.hpp"

namespace firebreak::io {

namespace {

SymbolKind symbol_kind(const FileTable& table) {
  switch (table.geometry.value_or(BlobKind::any)) {
    case BlobKind::line:
    case BlobKind::multi_line:
      return SymbolKind::line;
    case BlobKind::multi_polygon:
      return SymbolKind::fill;
    case BlobKind::point:
    case BlobKind::any:
      return SymbolKind::marker;
  }
  return SymbolKind::marker;
}

std::string text_literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "''" : std::string(1, c);
  return out + "'";
}

/// The rule's condition in QGIS's expression language.
std::string condition(const FileTable& table, const StyleRule& rule) {
  const std::string field = sql_name(rule.field);
  if (only_missing(rule)) return field + " IS NULL";
  const bool numbers = is_number_column(table, rule.field);
  std::string out;
  const auto add = [&](const std::string& more) { out += (out.empty() ? "" : " AND ") + more; };
  if (!rule.values.empty()) {
    std::string list;
    for (const std::string& value : rule.values)
      list += (list.empty() ? "" : ",") + (numbers ? value : text_literal(value));
    add(field + " IN (" + list + ")");
  }
  if (rule.from) add(fmt::format("{} >= {}", field, *rule.from));
  if (rule.below) add(fmt::format("{} < {}", field, *rule.below));
  if (out.empty()) return field + " IS NOT NULL";
  return rule.missing ? fmt::format("({} IS NULL OR ({}))", field, out) : out;
}

std::string filter(const FileTable& table, const ExclusiveRule& rule) {
  if (rule.otherwise) return "ELSE";
  if (rule.rule->field.empty()) return {};
  std::string out = condition(table, *rule.rule);
  for (const StyleRule* earlier : rule.unless)
    out += " AND NOT coalesce(" + condition(table, *earlier) + ", false)";
  return out;
}

/// Writes rules and, apart from them, their symbols.
class RuleWriter {
 public:
  RuleWriter(Xml& rules, const FileTable& table, const StyleSheet& sheet, Language language)
      : rules_(rules), table_(table), sheet_(sheet), language_(language) {}

  /// The rules of one look. In a layer of mixed geometry each rule stands once for every kind,
  /// because a QGIS symbol fits one kind alone.
  void look(const LayerStyle& style, bool in_group) {
    std::string window =
        style.min_scale ? fmt::format(" scalemaxdenom=\"{:.0f}\"", *style.min_scale) : "";
    if (style.max_scale) window += fmt::format(" scalemindenom=\"{:.0f}\"", *style.max_scale);
    if (in_group) open(translate(style.title, language_), {}, window);
    for (const ExclusiveRule& rule : exclusive_rules(style)) {
      if (table_.geometry != BlobKind::any) {
        leaf(rule, symbol_kind(table_), legend_text(*rule.rule, language_), filter(table_, rule),
             window);
        continue;
      }
      open(legend_text(*rule.rule, language_), filter(table_, rule), window);
      leaf(rule, SymbolKind::marker, translate(tr_key("as a point"), language_),
           "geometry_type($geometry) = 'Point'", {});
      leaf(rule, SymbolKind::line, translate(tr_key("as a line"), language_),
           "geometry_type($geometry) = 'Line'", {});
      leaf(rule, SymbolKind::fill, translate(tr_key("as an area"), language_),
           "geometry_type($geometry) = 'Polygon'", {});
      rules_.raw("</rule>");
    }
    if (in_group) rules_.raw("</rule>");
  }
  std::string symbols() { return symbols_.take(); }

 private:
  std::string attributes(std::string_view label, const std::string& wanted,
                         const std::string& window) {
    return fmt::format("key=\"{}-{}\" label=\"{}\"{}{}", table_.name, ++keys_, xml_escaped(label),
                       wanted.empty() ? "" : " filter=\"" + xml_escaped(wanted) + "\"", window);
  }
  void open(std::string_view label, const std::string& wanted, const std::string& window) {
    rules_.raw("<rule " + attributes(label, wanted, window) + ">");
  }
  void leaf(const ExclusiveRule& rule, SymbolKind kind, std::string_view title,
            const std::string& wanted, const std::string& window) {
    const std::string name = std::to_string(count_++);
    rules_.raw("<rule symbol=\"" + name + "\" " + attributes(title, wanted, window) + "/>");
    append_symbol(symbols_, name, kind, rule.rule->symbol, sheet_);
  }

  Xml& rules_;
  Xml symbols_;
  const FileTable& table_;
  const StyleSheet& sheet_;
  Language language_;
  int count_ = 0;
  int keys_ = 0;
};

/// The looks of a table lie on top of each other; within one the first rule that fits draws a row.
void renderer(Xml& xml, const FileTable& table, const std::vector<const LayerStyle*>& styles,
              const StyleSheet& sheet, Language language) {
  xml.raw(
      "<renderer-v2 type=\"RuleRenderer\" forceraster=\"0\" symbollevels=\"0\" "
      "enableorderby=\"0\"><rules key=\"root\">");
  RuleWriter writer(xml, table, sheet, language);
  for (const LayerStyle* style : styles) writer.look(*style, styles.size() > 1);
  xml.raw("</rules><symbols>" + writer.symbols() + "</symbols></renderer-v2>");
}

/// What a row of a rule is labelled with: nothing where the rule has no labels, or none at the
/// scale of the map.
std::string label_of(const StyleRule& rule, const std::string& value) {
  if (!rule.labelled) return "NULL";
  if (!rule.label_min_scale) return value;
  return fmt::format("CASE WHEN @map_scale < {} THEN {} END", *rule.label_min_scale, value);
}

/// The label as an expression: a sentence around the value, nothing for rows of unlabelled rules.
std::string label_expression(const FileTable& table, const LayerStyle& style, Language language) {
  const std::string field = sql_name(style.label_field);
  std::string value = field;
  if (!style.label_text.empty()) {
    const std::string sentence(translate(style.label_text, language));
    const auto hole = sentence.find("{}");
    const std::string before = sentence.substr(0, hole);
    const std::string after = hole == std::string::npos ? "" : sentence.substr(hole + 2);
    value = fmt::format("{} || {} || {}", text_literal(before), field, text_literal(after));
  }
  if (std::all_of(style.rules.begin(), style.rules.end(),
                  [](const StyleRule& rule) { return rule.labelled && !rule.label_min_scale; }))
    return value;
  std::string out = "CASE";
  std::string otherwise = "NULL";
  for (const ExclusiveRule& rule : exclusive_rules(style)) {
    const std::string shown = label_of(*rule.rule, value);
    if (rule.rule->field.empty())
      otherwise = shown;
    else
      out += fmt::format(" WHEN {} THEN {}", condition(table, *rule.rule), shown);
  }
  return out == "CASE" ? otherwise : out + " ELSE " + otherwise + " END";
}

void labels(Xml& xml, const FileTable& table, const LayerStyle& style, const StyleSheet& sheet,
            Language language) {
  const SymbolKind kind = symbol_kind(table);
  const bool inside = style.label_inside && kind == SymbolKind::marker;
  // QGIS: 3 = curved along the line, 6 = around a point, 1 = over it or over an area's centre.
  const int placement = kind == SymbolKind::line ? 3 : kind == SymbolKind::fill || inside ? 1 : 6;
  xml.raw("<labeling type=\"simple\"><settings calloutType=\"simple\">");
  xml.raw(fmt::format(
      "<text-style fieldName=\"{}\" isExpression=\"1\" fontSize=\"{}\" fontSizeUnit=\"MM\" "
      "fontFamily=\"Noto Sans CJK SC\" textColor=\"{}\" textOpacity=\"1\">",
      xml_escaped(label_expression(table, style, language)), style.label_mm,
      qml_colour(inside ? sheet.paper : sheet.ink)));
  xml.raw(
      fmt::format("<text-buffer bufferDraw=\"{}\" bufferSize=\"0.6\" bufferSizeUnits=\"MM\" "
                  "bufferColor=\"{}\" bufferOpacity=\"1\"/></text-style>",
                  inside ? 0 : 1, qml_colour(sheet.paper)));
  xml.raw(
      fmt::format("<placement placement=\"{}\" dist=\"0.8\" distUnits=\"MM\" offsetType=\"1\" "
                  "placementFlags=\"10\"/>",
                  placement));
  // QGIS: scaleMin is the finest, scaleMax the coarsest denominator; 0 = no limit.
  const double coarsest = label_limit(style).value_or(0);
  const double finest = style.max_scale.value_or(0);
  xml.raw(fmt::format(
      "<rendering scaleVisibility=\"{}\" scaleMin=\"{:.0f}\" scaleMax=\"{:.0f}\" drawLabels=\"1\" "
      "obstacle=\"1\" displayAll=\"{}\"/>",
      coarsest > 0 || finest > 0 ? 1 : 0, finest, coarsest, inside ? 1 : 0));
  xml.raw("</settings></labeling>");
}

/// Fields with the words people know them by, and lists to choose from.
void fields(Xml& xml, const FileTable& table, Language language) {
  xml.raw("<fieldConfiguration>");
  for (const FileColumn& column : table.columns) {
    if (column.codes.empty()) continue;
    xml.raw(
        fmt::format("<field name=\"{}\"><editWidget type=\"ValueMap\"><config><Option "
                    "type=\"Map\"><Option name=\"map\" type=\"List\">",
                    xml_escaped(column.name)));
    for (const CodeWord& word : column.codes)
      xml.raw(fmt::format(
          "<Option type=\"Map\"><Option name=\"{}\" type=\"QString\" value=\"{}\"/></Option>",
          xml_escaped(translate(word.words, language)), xml_escaped(word.code)));
    xml.raw("</Option></Option></config></editWidget></field>");
  }
  xml.raw("</fieldConfiguration><aliases>");
  std::size_t index = 1;  // the key comes first; the geometry is no field
  for (const FileColumn& column : table.columns) {
    const std::string alias = with_unit(column.title, column.unit, language);
    if (!column.title.empty())
      xml.raw(fmt::format("<alias field=\"{}\" index=\"{}\" name=\"{}\"/>",
                          xml_escaped(column.name), index, xml_escaped(alias)));
    ++index;
  }
  xml.raw("</aliases>");
}

/// Findings in the four colours of their grade, settled ones in grey.
void add_grade_rules(LayerStyle& style, const StyleSheet& sheet) {
  const auto add = [&](const char* title, const char* field, std::vector<std::string> values,
                       Colour colour) {
    StyleRule& rule = style.rules.emplace_back();
    rule.title = title;
    rule.field = field;
    rule.values = std::move(values);
    rule.symbol.stroke = sheet.ink;
    rule.symbol.stroke_mm = 0.3;
    rule.symbol.size_mm = 2.6;
    rule.symbol.fill = colour;
    rule.symbol.fill->alpha = 140;
  };
  add("closed", "state", {"closed", "rejected", "handed_over"}, {200, 200, 200});
  add("red", "grade", {"1"}, {215, 48, 31});
  add("orange", "grade", {"2"}, {245, 130, 30});
  add("yellow", "grade", {"3"}, {240, 205, 40});
  add("blue", "grade", {"4"}, {70, 130, 200});
}

/// What is drawn when the style sheet does not know a layer: its outline in ink.
LayerStyle plain_style(const FileTable& table, const StyleSheet& sheet) {
  LayerStyle plain;
  plain.title = table.title;
  if (table.name == "findings") add_grade_rules(plain, sheet);
  StyleRule& rule = plain.rules.emplace_back();
  rule.title = table.title;
  rule.symbol.stroke = sheet.ink;
  rule.symbol.stroke_mm = 0.26;
  return plain;
}

}  // namespace

std::string layer_qml(const FileTable& table, const std::vector<const LayerStyle*>& styles,
                      const StyleSheet& sheet, Language language) {
  const LayerStyle plain = plain_style(table, sheet);
  const std::vector<const LayerStyle*> drawn =
      styles.empty() ? std::vector<const LayerStyle*>{&plain} : styles;
  const auto labelled = std::find_if(drawn.begin(), drawn.end(),
                                     [](const LayerStyle* style) { return style->labelled(); });
  Xml xml;
  xml.raw("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n");
  xml.raw(
      fmt::format("<qgis version=\"3.22.0\" styleCategories=\"{}\" labelsEnabled=\"{}\" "
                  "hasScaleBasedVisibilityFlag=\"0\">",
                  table.geometry ? "Symbology|Labeling|Fields|Forms" : "Fields|Forms",
                  labelled == drawn.end() ? 0 : 1));
  if (table.geometry) {
    renderer(xml, table, drawn, sheet, language);
    if (labelled != drawn.end()) labels(xml, table, **labelled, sheet, language);
  }
  fields(xml, table, language);
  // Without this line QGIS takes the style for a layer of any geometry.
  if (table.geometry && table.geometry != BlobKind::any)
    xml.raw(fmt::format("<layerGeometryType>{}</layerGeometryType>",
                        static_cast<int>(symbol_kind(table))));
  xml.raw("</qgis>\n");
  return xml.take();
}

}  // namespace firebreak::io
