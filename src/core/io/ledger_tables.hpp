#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/io/gpkg_schema.hpp"
#include "core/io/ledger.hpp"

namespace firebreak::io {

/// A value as SQLite holds it, kept whatever its kind.
struct LedgerBlob {
  std::string bytes;
};
using LedgerCell = std::variant<std::monostate, std::int64_t, double, std::string, LedgerBlob>;
/// The text in the cell; empty for any other kind.
std::string_view text_of(const LedgerCell& cell);

struct LedgerRow {
  std::int64_t fid = 0;
  std::string geometry;  ///< GeoPackage geometry, empty if none
  std::vector<LedgerCell> cells;
};

/// One of the three tables in memory: thousands of rows at most, each of a few dozen cells.
struct LedgerTable {
  FileTable about;
  std::vector<LedgerRow> rows;
  std::optional<std::size_t> find(std::string_view column) const;
};

struct Ledger {
  LedgerTable findings, projects, targets;
  std::map<std::string, std::int64_t> last_serial;  ///< per "<unit>-<kind>": never counted back
};

/// The three tables, empty, with the columns of a new file.
Ledger empty_ledger();
/// The word in a finding's number for a kind: "XFCD" for fire_lane.
std::string_view kind_code(std::string_view kind);
/// All kinds of findings: "fire_lane" …
std::vector<std::string_view> finding_kinds();

/// Reads the tables of an older file, with columns that people added. Nothing if the file has
/// none. Geometry comes back in the CRS of `gpkg`.
std::optional<Ledger> read_ledger(const std::filesystem::path& file, const GpkgFile& gpkg);

/// Brings this run's findings into the ledger: known places get their measured columns, new ones
/// are appended, what people typed stays. A place is known by its key, else by sharing at least
/// half of the larger ground with a place of the same kind that is not settled and that this run
/// does not name: that row goes on under the new key.
void merge_findings(Ledger& ledger, const LedgerInput& input, const GpkgFile& gpkg);

/// Takes out of the ledger what the public edition must not hold: rows not to be published, columns
/// of persons, and the words wherever they are written. Returns how many typed values and rows went
/// or changed.
std::size_t make_public(Ledger& ledger, std::span<const std::string> hidden_words);

/// Writes the three tables and the counters. Adds what it wrote to `written`.
void write_ledger(GpkgFile& gpkg, const Ledger& ledger, std::vector<TableAbout>& written,
                  std::vector<FileTable>& declared, const Job& job);

}  // namespace firebreak::io
