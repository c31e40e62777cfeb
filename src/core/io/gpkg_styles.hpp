#pragma once

#include <string>
#include <vector>

#include "core/io/gpkg_schema.hpp"
#include "core/model/style.hpp"

namespace firebreak::io {

/// The looks of a table, lowest first: those that are shown (all, if none is) and whose columns
/// the table has.
std::vector<const LayerStyle*> styles_of(const FileTable& table, const StyleSheet& sheet);

/// The style of a layer as QGIS 3 reads it: rules, labels, scale windows, field names in
/// `language` and lists of words. Without `styles` an outline is drawn.
std::string layer_qml(const FileTable& table, const std::vector<const LayerStyle*>& styles,
                      const StyleSheet& sheet, Language language);

/// The same rules as OGC SLD 1.1 (Symbology Encoding).
std::string layer_sld(const FileTable& table, const std::vector<const LayerStyle*>& styles,
                      const StyleSheet& sheet, Language language);

/// Writes the table `layer_styles`: one default style for each table of the file.
void write_styles(GpkgFile& gpkg, const std::vector<FileTable>& tables, const StyleSheet& sheet);

/// The rules of a layer made exclusive: in QGIS and SLD every rule that fits draws, in our style
/// sheets the first one does. Rules behind one that takes every row are left away.
struct ExclusiveRule {
  const StyleRule* rule = nullptr;
  std::vector<const StyleRule*> unless;  ///< earlier rules that could fit the same row
  bool otherwise = false;                ///< for the rows that no other rule fits
};
std::vector<ExclusiveRule> exclusive_rules(const LayerStyle& style);

/// The scale denominator from which on there are no labels: the limit of the layer, of its labels
/// or of the rule, whichever comes first; empty: there are at every scale.
std::optional<double> label_limit(const LayerStyle& style, const std::optional<double>& rule = {});

/// True if only rows without a value fit.
bool only_missing(const StyleRule& rule);

/// Text made safe for XML.
std::string xml_escaped(std::string_view text);

/// True if the values of the rule's field are to be compared as numbers.
bool is_number_column(const FileTable& table, std::string_view column);

}  // namespace firebreak::io
