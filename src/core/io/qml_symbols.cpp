#include "core/io/qml_symbols.hpp"

#include <fmt/format.h>

#include <array>

#include "core/io/gpkg_styles.hpp"

namespace firebreak::io {

namespace {

constexpr Colour clear{0, 0, 0, 0};

std::string dashes(const Symbol& symbol) {
  std::string out;
  for (const double mm : symbol.dash_mm) out += fmt::format("{}{}", out.empty() ? "" : ";", mm);
  return out;
}

void line_layer(Xml& xml, const Symbol& symbol, const Colour& ink) {
  xml.open_layer("SimpleLine");
  xml.prop("line_color", qml_colour(symbol.stroke.value_or(ink)));
  xml.prop("line_width", symbol.stroke_mm);
  xml.prop("line_width_unit", "MM");
  xml.prop("line_style", "solid");
  xml.prop("capstyle", symbol.dash_mm.empty() ? "round" : "flat");
  xml.prop("joinstyle", "round");
  xml.prop("use_custom_dash", symbol.dash_mm.empty() ? "0" : "1");
  if (!symbol.dash_mm.empty()) {
    xml.prop("customdash", dashes(symbol));
    xml.prop("customdash_unit", "MM");
  }
  xml.close_layer();
}

void simple_marker(Xml& xml, std::string_view shape, double size_mm, const Colour& fill,
                   const Colour& stroke, double stroke_mm) {
  xml.open_layer("SimpleMarker");
  xml.prop("name", shape);
  xml.prop("size", size_mm);
  xml.prop("size_unit", "MM");
  xml.prop("color", qml_colour(fill));
  xml.prop("outline_color", qml_colour(stroke));
  xml.prop("outline_style", stroke.alpha == 0 ? "no" : "solid");
  xml.prop("outline_width", stroke_mm);
  xml.prop("outline_width_unit", "MM");
  xml.prop("joinstyle", "round");
  xml.close_layer();
}

/// The hydrant is a disc with an upright bar, the station a square with a star: QGIS's own shapes.
void marker_layers(Xml& xml, const Symbol& symbol, const Colour& ink, const Colour& paper) {
  const Colour fill = symbol.fill.value_or(clear);
  const Colour stroke = symbol.stroke.value_or(symbol.fill ? clear : ink);
  const auto shape = [&](std::string_view name, double scale = 1) {
    simple_marker(xml, name, scale * symbol.size_mm, fill, stroke, symbol.stroke_mm);
  };
  const Colour inner = symbol.fill ? paper : stroke;
  switch (symbol.marker) {
    case Marker::circle:
      return shape("circle");
    case Marker::square:
      return shape("square");
    case Marker::triangle:
      return shape("triangle");
    case Marker::diamond:
      return shape("diamond", 1.25);
    case Marker::cross: {
      const Colour arms = symbol.stroke.value_or(symbol.fill.value_or(ink));
      return simple_marker(xml, "cross2", symbol.size_mm, arms, arms,
                           std::max(symbol.stroke_mm, 0.3));
    }
    case Marker::hydrant:
      shape("circle");
      return simple_marker(xml, "line", 0.6 * symbol.size_mm, inner, inner, 0.18 * symbol.size_mm);
    case Marker::station:
      shape("square");
      return simple_marker(xml, "star", 0.75 * symbol.size_mm, inner, clear, 0);
  }
}

void hatch_line(Xml& xml, const std::string& name, const Symbol& symbol, const Colour& ink,
                double angle_deg, double apart_mm) {
  xml.open_layer("LinePatternFill");
  xml.prop("angle", angle_deg);
  xml.prop("distance", apart_mm);
  xml.prop("distance_unit", "MM");
  xml.prop("line_width", 0.2);
  xml.open_symbol("@" + name, "line");
  Symbol line;
  line.stroke = symbol.stroke.value_or(ink);
  line.stroke_mm = 0.2;
  line_layer(xml, line, ink);
  xml.close_symbol();
  xml.close_layer();
}

void hatch_dots(Xml& xml, const std::string& name, const Symbol& symbol, const Colour& ink) {
  xml.open_layer("PointPatternFill");
  xml.prop("distance_x", 1.6);
  xml.prop("distance_x_unit", "MM");
  xml.prop("distance_y", 1.6);
  xml.prop("distance_y_unit", "MM");
  xml.prop("displacement_x", 0.8);
  xml.prop("displacement_x_unit", "MM");
  xml.open_symbol("@" + name, "marker");
  simple_marker(xml, "circle", 0.5, symbol.stroke.value_or(ink), clear, 0);
  xml.close_symbol();
  xml.close_layer();
}

void hatch_layers(Xml& xml, const std::string& name, const Symbol& symbol, const Colour& ink,
                  double apart_mm = 1.6) {
  const std::string inner = name + "@1";
  switch (symbol.hatch) {
    case Hatch::none:
      return;
    case Hatch::forward:
      return hatch_line(xml, inner, symbol, ink, 45, apart_mm);
    case Hatch::backward:
      return hatch_line(xml, inner, symbol, ink, 135, apart_mm);
    case Hatch::cross:
      hatch_line(xml, inner, symbol, ink, 45, apart_mm);
      return hatch_line(xml, name + "@2", symbol, ink, 135, apart_mm);
    case Hatch::dots:
      return hatch_dots(xml, inner, symbol, ink);
  }
}

/// The hatch of a marker, laid over it in its own outline.
void hatched_marker(Xml& xml, const std::string& name, const Symbol& symbol, const Colour& ink) {
  const bool square = symbol.marker == Marker::square || symbol.marker == Marker::station;
  const std::string inner = name + "@0";
  xml.open_layer("FilledMarker");
  xml.prop("name", square ? "square" : "circle");
  xml.prop("size", symbol.size_mm);
  xml.prop("size_unit", "MM");
  xml.open_symbol("@" + inner, "fill");
  hatch_layers(xml, inner, symbol, ink, 0.6);
  xml.close_symbol();
  xml.close_layer();
}

void fill_layers(Xml& xml, const std::string& name, const Symbol& symbol, const Colour& ink) {
  xml.open_layer("SimpleFill");
  xml.prop("style", symbol.fill ? "solid" : "no");
  xml.prop("color", qml_colour(symbol.fill.value_or(clear)));
  // A dashed outline needs a line layer of its own: a fill's outline has no pattern in mm.
  const bool own_outline = !symbol.dash_mm.empty() && symbol.stroke;
  xml.prop("outline_style", symbol.stroke && !own_outline ? "solid" : "no");
  xml.prop("outline_color", qml_colour(symbol.stroke.value_or(clear)));
  xml.prop("outline_width", symbol.stroke_mm);
  xml.prop("outline_width_unit", "MM");
  xml.prop("joinstyle", "round");
  xml.close_layer();
  hatch_layers(xml, name, symbol, ink);
  if (own_outline) line_layer(xml, symbol, ink);
}

}  // namespace

void Xml::prop(std::string_view key, std::string_view value) {
  out_ += fmt::format("<prop k=\"{}\" v=\"{}\"/>", key, xml_escaped(value));
}

void Xml::prop(std::string_view key, double value) {
  prop(key, fmt::format("{}", value));
}

void Xml::open_layer(std::string_view kind) {
  out_ += fmt::format("<layer class=\"{}\" enabled=\"1\" locked=\"0\" pass=\"0\">", kind);
}

void Xml::open_symbol(std::string_view name, std::string_view type) {
  out_ += fmt::format(
      "<symbol name=\"{}\" type=\"{}\" alpha=\"1\" clip_to_extent=\"1\" force_rhr=\"0\">", name,
      type);
}

std::string qml_colour(const Colour& colour) {
  return fmt::format("{},{},{},{}", colour.red, colour.green, colour.blue, colour.alpha);
}

void append_symbol(Xml& xml, const std::string& name, SymbolKind kind, const Symbol& of,
                   const StyleSheet& sheet) {
  static constexpr std::array<std::string_view, 3> types{"marker", "line", "fill"};
  xml.open_symbol(name, types[static_cast<std::size_t>(kind)]);
  if (kind == SymbolKind::marker) {
    marker_layers(xml, of, sheet.ink, sheet.paper);
    if (of.hatch != Hatch::none) hatched_marker(xml, name, of, sheet.ink);
  }
  if (kind == SymbolKind::line) line_layer(xml, of, sheet.ink);
  if (kind == SymbolKind::fill) fill_layers(xml, name, of, sheet.ink);
  xml.close_symbol();
}

}  // namespace firebreak::io
