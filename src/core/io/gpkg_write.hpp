#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/ledger.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/style.hpp"

namespace firebreak::io {

/// True for columns that name people: they stay out of the public edition whatever table they
/// stand in.
bool names_people(std::string_view column);

/// Writes a whole result as a GeoPackage 1.3, all or nothing: the tables given, `assessment`, the
/// ledger (carried over from the file it replaces or from `ledger.previous`), default styles and
/// the run record. The same arguments give the same bytes. Throws `Error` (file) with the remedy;
/// then, as after a kill, an older file is still whole.
void write_risk_file(const std::filesystem::path& output, const std::vector<FeatureTable>& tables,
                     const RunRecord& record, const LedgerInput& ledger, const StyleSheet& styles,
                     Existing existing, const Job& job);

}  // namespace firebreak::io
