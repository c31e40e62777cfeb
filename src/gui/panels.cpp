#include "gui/panels.hpp"

#include <array>

#include "gui/assess_page.hpp"
#include "gui/brief_page.hpp"
#include "gui/data_page.hpp"
#include "gui/details_panel.hpp"
#include "gui/headline_strip.hpp"
#include "gui/health_page.hpp"
#include "gui/layer_panel.hpp"
#include "gui/map_bar.hpp"
#include "gui/remedy_page.hpp"
#include "gui/rules_page.hpp"
#include "gui/table_panel.hpp"

namespace firebreak::gui {

std::span<const PanelSpec> panels() {
  static const std::array all{
      PanelSpec{"headline", tr_key("Headline figures"), Place::top, &HeadlineStrip::make},
      PanelSpec{"layers", tr_key("Layers"), Place::right, &LayerPanel::make},
      PanelSpec{"details", tr_key("Details"), Place::right, &DetailsPanel::make},
      PanelSpec{"intake", tr_key("What was recognised"), Place::data, &IntakePage::make},
      PanelSpec{"health", tr_key("Data health"), Place::data, &HealthPage::make},
      PanelSpec{"rules", tr_key("Rules"), Place::rules, &RulesPage::make},
      PanelSpec{"assess_page", tr_key("Assess"), Place::assess, &AssessPage::make},
      PanelSpec{"remedy_page", tr_key("Remedy"), Place::remedy, &RemedyPage::make},
      PanelSpec{"table", tr_key("Attribute table"), Place::bottom, &TablePanel::make},
      PanelSpec{"map_bar", tr_key("Map tools"), Place::top, &MapBar::make},
      PanelSpec{"brief", tr_key("Brief"), Place::brief, &BriefPage::make},
  };
  return all;
}

}  // namespace firebreak::gui
