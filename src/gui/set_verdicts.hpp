#pragma once

#include <QString>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/overrides.hpp"
#include "core/model/verdict_override.hpp"
#include "gui/document.hpp"

/// Verdicts that a person sets in place of the computed ones (`[[override]]` of the project file):
/// what may be set, and the edits of the project that set it and take it back.
namespace firebreak::gui {

/// A question about a building that the results shown answer.
struct SettableVerdict {
  OverrideSubject subject = OverrideSubject::hydrant_radius;
  std::string computed;  ///< word of the computed verdict, whatever is set
};
/// Empty where nothing of the building is judged, or where the results come from a file alone: its
/// verdicts have no project to stand in.
std::vector<SettableVerdict> settable_verdicts(const Document& document, std::string_view building);

/// "Hydrant radius", "Water supply": an English key.
const char* subject_title(OverrideSubject subject);
/// The words of files that may be set, the worst first.
std::vector<std::string> verdicts_of(OverrideSubject subject);

/// The one that the project has; null: none.
const VerdictOverride* verdict_set(const io::Project& project, OverrideSubject subject,
                                   std::string_view building);

/// What became of those that the project has and that are not in force in the results shown;
/// numbers are those of the results' city.
std::vector<OverrideOutcome> idle_verdicts(const Document& document);
/// Why one is not in force, in a sentence.
QString why_idle(const VerdictOverride& set, const OverrideOutcome& outcome);

/// Sets the verdict for what decides it in the results shown, in place of the one that was set
/// before: one entry of the undo list. False where the results do not judge the building any more.
bool set_verdict(Document& document, VerdictOverride verdict);
void take_verdict_back(Document& document, OverrideSubject subject, const std::string& building);
/// All that are set of the building.
void take_verdicts_back(Document& document, const std::string& building);

}  // namespace firebreak::gui
