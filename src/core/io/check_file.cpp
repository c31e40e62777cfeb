#include "core/io/check_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>

#include "core/base/error.hpp"
#include "core/io/sheet.hpp"

namespace firebreak::io {

namespace {

constexpr std::array<const char*, 10> names{"subject", "id",     "field", "measured_m", "status",
                                            "verdict", "person", "date",  "photo",      "note"};

std::string quoted(const std::string& cell) {
  if (cell.find_first_of(",;\"\r\n\t|") == std::string::npos) return cell;
  std::string out = "\"";
  for (const char c : cell) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

FieldCheck check_of(const std::array<std::string, names.size()>& cells,
                    const std::filesystem::path& path, std::size_t row) {
  FieldCheck check;
  const auto subject = check_subject_from(cells[0]);
  if (!subject || cells[1].empty() || cells[2].empty())
    throw Error(ErrorKind::file,
                "{}, row {}: subject, id and field must name what was checked. Correct the row or "
                "take it out.",
                path.string(), row);
  check.key = {*subject, cells[1], cells[2]};
  if (const std::string& number = cells[3]; !number.empty()) {
    double value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size() || !(value >= 0))
      throw Error(ErrorKind::file, "{}, row {}: measured_m = {} is not a number of metres.",
                  path.string(), row, number);
    check.measured_m = value;
  }
  check.status = cells[4];
  check.verdict = cells[5];
  check.person = cells[6];
  check.date = cells[7];
  check.photo = cells[8];
  check.note = cells[9];
  return check;
}

}  // namespace

std::vector<FieldCheck> read_check_file(const std::filesystem::path& path, const Job& job) {
  const RawLayer layer = read_text_table(path, path, {}, job);
  std::array<const Column*, names.size()> columns{};
  for (const Column& column : layer.columns)
    for (std::size_t n = 0; n < names.size(); ++n)
      if (column.name == names[n]) columns[n] = &column;
  for (std::size_t n = 0; n < 3; ++n)
    if (columns[n] == nullptr)
      throw Error(ErrorKind::file,
                  "{}: no column \"{}\". A file of field checks is written by firebreak fieldcheck "
                  "merge.",
                  path.string(), names[n]);
  std::vector<FieldCheck> checks;
  for (std::size_t row = 0; row < layer.fids.size(); ++row) {
    std::array<std::string, names.size()> cells;
    bool any = false;
    for (std::size_t n = 0; n < names.size(); ++n) {
      if (columns[n] == nullptr || !columns[n]->has(row)) continue;
      cells[n] = columns[n]->texts[row];
      any = any || !cells[n].empty();
    }
    if (any) checks.push_back(check_of(cells, path, row + 2));
  }
  return checks;
}

void write_check_file(const std::filesystem::path& path, std::vector<FieldCheck> checks) {
  std::stable_sort(checks.begin(), checks.end(),
                   [](const FieldCheck& a, const FieldCheck& b) { return a.key < b.key; });
  AtomicFile target(path, Existing::replace);
  std::ofstream out(target.path(), std::ios::binary | std::ios::trunc);
  out << "\xEF\xBB\xBF";
  for (std::size_t n = 0; n < names.size(); ++n) out << (n == 0 ? "" : ",") << names[n];
  out << '\n';
  for (const FieldCheck& check : checks) {
    const std::array<std::string, names.size()> cells{
        std::string(check_subject_name(check.key.subject)),
        check.key.id,
        check.key.field,
        check.measured_m ? fmt::format("{}", *check.measured_m) : std::string(),
        check.status,
        check.verdict,
        check.person,
        check.date,
        check.photo,
        check.note};
    for (std::size_t n = 0; n < cells.size(); ++n) out << (n == 0 ? "" : ",") << quoted(cells[n]);
    out << '\n';
  }
  out.close();
  if (!out)
    throw Error(ErrorKind::file, "{}: the field checks could not be written. Is the disk full?",
                path.string());
  target.commit();
}

}  // namespace firebreak::io
