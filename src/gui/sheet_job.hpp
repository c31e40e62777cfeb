#pragma once

#include <QString>
#include <memory>
#include <optional>
#include <string>

#include "core/model/style.hpp"
#include "gui/document.hpp"
#include "gui/results.hpp"
#include "render/one_page.hpp"
#include "render/page.hpp"

namespace firebreak::gui {

/// "firebreak 0.1.0": the program as run records name it, on the command line and here.
std::string program_name();

/// All that a map sheet is made of, taken out of the document once, so that it can be drawn off the
/// main thread while the document goes on.
struct SheetJob {
  std::shared_ptr<const std::vector<FeatureTable>> all;  ///< of the results
  RunRecord record;
  StyleSheet style;
  render::SheetOptions options;
  std::string unit;  ///< that is shown alone; empty: everything

  const std::vector<FeatureTable>& tables() const { return *all; }
  /// With what lies in the unit alone, framed and headed by it where nothing else is said. Takes
  /// long where a unit is chosen.
  SheetJob of_unit(const Job& job) const;
};

/// The sheet of the results shown, as `firebreak map --project` makes it from the same result;
/// empty while there are none.
std::optional<SheetJob> sheet_job(const Document& document);

/// The page about the chosen feature: of a building its story, of anything else its facts; empty if
/// nothing is chosen that the results hold.
std::optional<render::OnePage> page_about(const Document& document);

}  // namespace firebreak::gui
