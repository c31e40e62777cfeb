#include "render/page.hpp"

namespace firebreak::render {

SheetOptions sheet_options(const SheetSettings& settings, const ViewSettings& view,
                           Language language) {
  SheetOptions options;
  options.title = settings.title;
  options.subtitle = settings.subtitle;
  options.text = settings.text;
  options.logo = settings.logo;
  options.overview = settings.overview;
  options.paper = settings.paper;
  options.landscape = settings.landscape;
  options.scale = settings.scale;
  options.extent = settings.extent;
  options.language = language;
  for (const RuleLook& look : view.looks)
    if (look.hidden) options.looks.push_back(look);
  return options;
}

StyleSheet page_style(const StyleSheet& sheet, const ViewSettings& view,
                      std::span<const FeatureTable> tables) {
  StyleSheet page = file_style(sheet, view, columns_in(tables));
  for (LayerStyle& layer : page.layers)
    if (const LayerView* said = view.find(layer.table, layer.title)) layer.shown = said->shown;
  return page;
}

}  // namespace firebreak::render
