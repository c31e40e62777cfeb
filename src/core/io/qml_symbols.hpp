#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "core/io/gpkg_schema.hpp"
#include "core/model/style.hpp"

/// The symbols of QGIS's style files (QML), in the form QGIS 3.22 writes them.
namespace firebreak::io {

enum class SymbolKind { marker, line, fill };

/// A piece of XML that grows: elements with properties as QGIS writes them.
class Xml {
 public:
  void raw(std::string_view text) { out_ += text; }
  void prop(std::string_view key, std::string_view value);
  void prop(std::string_view key, double value);
  void open_layer(std::string_view kind);
  void close_layer() { out_ += "</layer>"; }
  void open_symbol(std::string_view name, std::string_view type);
  void close_symbol() { out_ += "</symbol>"; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// "r,g,b,a"
std::string qml_colour(const Colour& colour);

/// Appends the symbol, of the kind that the geometry needs.
void append_symbol(Xml& xml, const std::string& name, SymbolKind kind, const Symbol& of,
                   const StyleSheet& sheet);

}  // namespace firebreak::io
