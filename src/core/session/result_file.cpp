#include "core/session/result_file.hpp"

#include <algorithm>

#include "core/io/departments_file.hpp"
#include "core/io/gpkg_write.hpp"
#include "core/io/ledger.hpp"
#include "core/io/style_file.hpp"
#include "core/io/versions.hpp"
#include "core/model/hazardous_sites.hpp"

namespace firebreak {

namespace {

/// A fact of a management unit (`facts_of`) in words; empty where no source tells it.
std::string unit_words(const City& city, std::string_view fact, std::size_t unit) {
  for (const Column& column : city.units->facts)
    if (column.name == fact && column.has(unit)) return std::string(column.texts[unit]);
  return {};
}

/// The ledger of this run: findings with the units they lie in.
io::LedgerInput ledger_of(const City& city, const Assessment& assessment,
                          const io::Project& project) {
  io::LedgerInput ledger;
  ledger.kinds_judged = assessment.kinds_judged;
  if (!project.ledger.empty()) ledger.previous = project.ledger;
  ledger.findings = assessment.findings;
  ledger.departments = io::departments_named(project.departments);
  if (assessment.record.public_edition) ledger.hidden_words = words_of_hazardous_sites(city);
  const auto& units = *city.units;
  if (units.empty()) return ledger;
  for (const auto& unit : assessment.finding_units) {
    io::FindingUnit entry;
    std::vector<std::uint32_t> chain;  // finest first
    for (auto at = unit; at && chain.size() < 3; at = units[at->value].parent)
      chain.push_back(at->value);
    if (!chain.empty()) {
      entry.person = unit_words(city, "responsible", chain.front());
      entry.phone = unit_words(city, "phone", chain.front());
    }
    std::reverse(chain.begin(), chain.end());
    std::string* names[] = {&entry.l1, &entry.l2, &entry.l3};
    for (std::size_t i = 0; i < chain.size(); ++i) *names[i] = units.names[chain[i]];
    if (!chain.empty()) entry.code = units.ids[chain.front()];
    ledger.units.push_back(std::move(entry));
  }
  return ledger;
}

}  // namespace

void write_result(const std::filesystem::path& output, const City& city,
                  const Assessment& assessment, const io::Project& project, io::Existing existing,
                  const std::string& program, const Job& job) {
  RunRecord record = assessment.record;
  io::stamp(record, program);
  io::write_risk_file(
      output, assessment.tables, record, ledger_of(city, assessment, project),
      file_style(io::style_sheet("light"), project.view, columns_in(assessment.tables)), existing,
      job);
}

std::vector<std::string> looks_left_out(const Assessment& assessment, const io::Project& project) {
  return classes_without_column(io::style_sheet("light"), project.view,
                                columns_in(assessment.tables));
}

}  // namespace firebreak
