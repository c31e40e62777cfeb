#pragma once

#include <QString>
#include <string>
#include <vector>

#include "core/analysis/declared_params.hpp"
#include "core/io/project.hpp"
#include "core/model/profile.hpp"

namespace firebreak::gui {

/// One value as the rules page tells it: what the profile says, what the project makes of it.
struct RuleRow {
  const DeclaredParam* param = nullptr;  ///< null: no analysis declares it
  bool is_read = false;                  ///< an analysis reads it; else none of this version does
  std::string key;
  ProfileValue given;  ///< of the profile; of the program where the profile does not name it
  ParamValue value;    ///< in force
  bool in_profile = false;
  bool changed = false;                            ///< the project has a value of its own
  const io::Confirmation* confirmation = nullptr;  ///< looks into the project

  /// The value is used as the clause gives it, and nobody has looked the clause up yet.
  bool to_be_confirmed() const {
    return in_profile && !changed && confirmation == nullptr && !given.confirmed();
  }
};

/// Every declared parameter in the order of its analysis, then what the profile says beyond: first
/// what analyses read of it.
std::vector<RuleRow> rule_rows(const io::Project& project, const Profile& profile);

/// The keys that rest on the same clause as `key` and are to be confirmed as well, itself among
/// them; none if it is not.
std::vector<std::string> open_of_clause(const std::vector<RuleRow>& rows, const std::string& key);

/// How many of the values that analyses use rest on clauses to be confirmed.
std::size_t open_clauses(const std::vector<RuleRow>& rows);

/// The rules in one line: "China, GB codes · 150 m / 4 m · pumper · 3 clauses to be confirmed";
/// why not, if the profile cannot be read.
QString rules_summary(const io::Project& project);

/// A value with its unit as people read it: "150 m", "yes", "straight line".
QString value_words(const RuleRow& row, const ParamValue& value);
/// How binding a clause is, in words.
QString force_words(const std::string& force);
/// What a mark (V2, V1, VP, M, D) says of a number.
QString mark_words(const std::string& mark);
/// What the profile notes of the clause, with its number, force, edition and marks: for F1.
QString clause_summary(const RuleRow& row);
/// The unit shown beside a value.
QString unit_of(const RuleRow& row);
/// The title of a profile in the user's language.
QString profile_title(const Profile& profile);

}  // namespace firebreak::gui
