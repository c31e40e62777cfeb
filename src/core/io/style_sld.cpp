#include <fmt/format.h>

#include <algorithm>

#include "core/io/gpkg_styles.hpp"

namespace firebreak::io {

namespace {

/// Symbology Encoding counts in pixels of 0.28 mm.
double pixels(double mm) {
  return mm / 0.28;
}

std::string hex(const Colour& c) {
  return fmt::format("#{:02x}{:02x}{:02x}", c.red, c.green, c.blue);
}
std::string parameter(std::string_view name, std::string_view value) {
  return fmt::format("<se:SvgParameter name=\"{}\">{}</se:SvgParameter>", name, value);
}

std::string fill_xml(const Colour& c) {
  return "<se:Fill>" + parameter("fill", hex(c)) +
         parameter("fill-opacity", fmt::format("{:.3g}", c.alpha / 255.0)) + "</se:Fill>";
}

std::string stroke_xml(const Colour& c, double width_mm, const std::vector<double>& dash_mm) {
  std::string out = "<se:Stroke>" + parameter("stroke", hex(c)) +
                    parameter("stroke-opacity", fmt::format("{:.3g}", c.alpha / 255.0)) +
                    parameter("stroke-width", fmt::format("{:.3g}", pixels(width_mm))) +
                    parameter("stroke-linejoin", "round");
  std::string dashes;
  for (const double mm : dash_mm)
    dashes += fmt::format("{}{:.3g}", dashes.empty() ? "" : " ", pixels(mm));
  // QGIS takes square caps where none are named: they would close the gaps between the dashes.
  if (!dashes.empty())
    out += parameter("stroke-linecap", "butt") + parameter("stroke-dasharray", dashes);
  return out + "</se:Stroke>";
}

std::string_view mark_name(Marker marker) {
  switch (marker) {
    case Marker::circle:
    case Marker::hydrant:
      return "circle";
    case Marker::square:
      return "square";
    case Marker::triangle:
      return "triangle";
    case Marker::diamond:
      return "diamond";
    case Marker::cross:
      return "x";
    case Marker::station:
      return "star";
  }
  return "circle";
}

std::string graphic(std::string_view name, const Symbol& symbol, double size_mm,
                    const Colour& ink) {
  std::string out =
      fmt::format("<se:Graphic><se:Mark><se:WellKnownName>{}</se:WellKnownName>", name);
  if (symbol.fill) out += fill_xml(*symbol.fill);
  if (symbol.stroke || !symbol.fill)
    out += stroke_xml(symbol.stroke.value_or(ink), symbol.stroke_mm, {});
  return out + fmt::format("</se:Mark><se:Size>{:.3g}</se:Size></se:Graphic>", pixels(size_mm));
}

/// Hatches by the mark names that GeoServer and QGIS both know.
std::string hatch_xml(const Symbol& symbol, const Colour& ink) {
  std::string_view name;
  switch (symbol.hatch) {
    case Hatch::none:
      return {};
    case Hatch::forward:
      name = "shape://slash";
      break;
    case Hatch::backward:
      name = "shape://backslash";
      break;
    case Hatch::cross:
      name = "shape://times";
      break;
    case Hatch::dots:
      name = "shape://dot";
      break;
  }
  Symbol line;
  line.stroke = symbol.stroke.value_or(ink);
  return "<se:PolygonSymbolizer><se:Fill><se:GraphicFill>" + graphic(name, line, 1.6, ink) +
         "</se:GraphicFill></se:Fill></se:PolygonSymbolizer>";
}

std::string symbolizers(BlobKind kind, const Symbol& symbol, const Colour& ink) {
  switch (kind) {
    case BlobKind::line:
    case BlobKind::multi_line:
      return "<se:LineSymbolizer>" +
             stroke_xml(symbol.stroke.value_or(ink), symbol.stroke_mm, symbol.dash_mm) +
             "</se:LineSymbolizer>";
    case BlobKind::multi_polygon: {
      std::string out = "<se:PolygonSymbolizer>";
      if (symbol.fill) out += fill_xml(*symbol.fill);
      if (symbol.stroke) out += stroke_xml(*symbol.stroke, symbol.stroke_mm, symbol.dash_mm);
      return out + "</se:PolygonSymbolizer>" + hatch_xml(symbol, ink);
    }
    case BlobKind::point:
    case BlobKind::any:
      break;
  }
  return "<se:PointSymbolizer>" + graphic(mark_name(symbol.marker), symbol, symbol.size_mm, ink) +
         "</se:PointSymbolizer>";
}

std::string compare(std::string_view how, std::string_view field, std::string_view value) {
  return fmt::format(
      "<ogc:{0}><ogc:PropertyName>{1}</ogc:PropertyName><ogc:Literal>{2}</ogc:Literal></ogc:{0}>",
      how, xml_escaped(field), xml_escaped(value));
}

std::string joined(std::string_view how, const std::vector<std::string>& parts) {
  if (parts.size() == 1) return parts.front();
  std::string out = fmt::format("<ogc:{}>", how);
  for (const std::string& part : parts) out += part;
  return out + fmt::format("</ogc:{}>", how);
}

std::string condition(const StyleRule& rule) {
  const std::string null = fmt::format(
      "<ogc:PropertyIsNull><ogc:PropertyName>{}</ogc:PropertyName></ogc:PropertyIsNull>",
      xml_escaped(rule.field));
  if (only_missing(rule)) return null;
  std::vector<std::string> all;
  if (!rule.values.empty()) {
    std::vector<std::string> any;
    for (const std::string& value : rule.values)
      any.push_back(compare("PropertyIsEqualTo", rule.field, value));
    all.push_back(joined("Or", any));
  }
  if (rule.from)
    all.push_back(
        compare("PropertyIsGreaterThanOrEqualTo", rule.field, fmt::format("{}", *rule.from)));
  if (rule.below)
    all.push_back(compare("PropertyIsLessThan", rule.field, fmt::format("{}", *rule.below)));
  if (all.empty()) return "<ogc:Not>" + null + "</ogc:Not>";
  const std::string fits = joined("And", all);
  return rule.missing ? joined("Or", {null, fits}) : fits;
}

/// True where the condition is not; a value that is missing fits no comparison.
std::string negation(const StyleRule& rule) {
  const std::string no = "<ogc:Not>" + condition(rule) + "</ogc:Not>";
  if (rule.missing) return no;
  return fmt::format(
      "<ogc:Or><ogc:PropertyIsNull><ogc:PropertyName>{}</ogc:PropertyName></ogc:PropertyIsNull>{}"
      "</ogc:Or>",
      xml_escaped(rule.field), no);
}

/// The rows that the rule at a place draws. "Otherwise" is written out: QGIS 3.22 passes over
/// ElseFilter and would draw every row.
std::string filter(const std::vector<ExclusiveRule>& rules, std::size_t at) {
  const ExclusiveRule& rule = rules[at];
  std::vector<std::string> all;
  if (rule.otherwise) {
    for (std::size_t i = 0; i < at; ++i) all.push_back(negation(*rules[i].rule));
  } else {
    if (rule.rule->field.empty()) return {};
    all.push_back(condition(*rule.rule));
    for (const StyleRule* earlier : rule.unless) all.push_back(negation(*earlier));
  }
  return "<ogc:Filter>" + joined("And", all) + "</ogc:Filter>";
}

/// The scales from `finest` on to `coarsest`.
std::string scale_limit(const std::optional<double>& finest,
                        const std::optional<double>& coarsest) {
  std::string out;
  if (finest) out += fmt::format("<se:MinScaleDenominator>{}</se:MinScaleDenominator>", *finest);
  if (coarsest)
    out += fmt::format("<se:MaxScaleDenominator>{}</se:MaxScaleDenominator>", *coarsest);
  return out;
}

/// What the labels say: the value within its sentence.
std::string label_text(const LayerStyle& style, Language language) {
  const std::string value =
      "<ogc:PropertyName>" + xml_escaped(style.label_field) + "</ogc:PropertyName>";
  if (style.label_text.empty()) return value;
  const std::string sentence(translate(style.label_text, language));
  const auto hole = sentence.find("{}");
  if (hole == std::string::npos) return xml_escaped(sentence) + value;
  return xml_escaped(sentence.substr(0, hole)) + value + xml_escaped(sentence.substr(hole + 2));
}

std::string label_rule(const LayerStyle& style, const std::string& rows,
                       const std::optional<double>& coarsest, const StyleSheet& sheet,
                       Language language) {
  return "<se:Rule>" + rows + scale_limit(style.max_scale, coarsest) +
         "<se:TextSymbolizer><se:Label>" + label_text(style, language) + "</se:Label><se:Font>" +
         parameter("font-size", "11") + "</se:Font><se:Halo><se:Radius>2</se:Radius>" +
         fill_xml(sheet.paper) + "</se:Halo>" + fill_xml(sheet.ink) +
         "</se:TextSymbolizer></se:Rule>";
}

/// One rule for the labels of a layer; one for each labelled rule where some have none, or have
/// them on other scales.
std::string label_rules(const LayerStyle& style, const std::vector<ExclusiveRule>& rules,
                        const StyleSheet& sheet, Language language) {
  const bool all = std::all_of(rules.begin(), rules.end(), [](const ExclusiveRule& r) {
    return r.rule->labelled && !r.rule->label_min_scale;
  });
  if (all) return label_rule(style, {}, label_limit(style), sheet, language);
  std::string out;
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (rules[i].rule->labelled)
      out += label_rule(style, filter(rules, i), label_limit(style, rules[i].rule->label_min_scale),
                        sheet, language);
  return out;
}

}  // namespace

std::string layer_sld(const FileTable& table, const std::vector<const LayerStyle*>& styles,
                      const StyleSheet& sheet, Language language) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<StyledLayerDescriptor version=\"1.1.0\" xmlns=\"http://www.opengis.net/sld\" "
      "xmlns:se=\"http://www.opengis.net/se\" xmlns:ogc=\"http://www.opengis.net/ogc\" "
      "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
      "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:schemaLocation=\"http://www.opengis.net/sld "
      "http://schemas.opengis.net/sld/1.1.0/StyledLayerDescriptor.xsd\">";
  const std::string name = "<se:Name>" + xml_escaped(table.name) + "</se:Name>";
  out += "<NamedLayer>" + name + "<UserStyle>" + name;
  for (const LayerStyle* style : styles) {
    out += "<se:FeatureTypeStyle>";
    const auto rules = exclusive_rules(*style);
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const StyleRule& rule = *rules[i].rule;
      out += fmt::format(
          "<se:Rule><se:Name>{0}</se:Name><se:Description><se:Title>{0}</se:Title>"
          "</se:Description>",
          xml_escaped(legend_text(rule, language)));
      out += filter(rules, i) + scale_limit(style->max_scale, style->min_scale) +
             symbolizers(table.geometry.value_or(BlobKind::any), rule.symbol, sheet.ink) +
             "</se:Rule>";
    }
    if (style->labelled()) out += label_rules(*style, rules, sheet, language);
    out += "</se:FeatureTypeStyle>";
  }
  return out + "</UserStyle></NamedLayer></StyledLayerDescriptor>\n";
}

}  // namespace firebreak::io
