#include "core/io/assessment_table.hpp"

#include <fmt/format.h>

#include "core/model/place_steps.hpp"

namespace firebreak::io {

namespace {

struct Row {
  std::string_view section;
  std::string name, title;
  std::optional<double> value;
  std::string words, unit, clause, mark, given_by;
};

class Rows {
 public:
  explicit Rows(FeatureTable& table) : table_(table) {
    const auto text_column = [&](const char* name, const char* title) {
      table.columns.emplace_back(name, ColumnType::text, title);
    };
    text_column("section", "section");
    text_column("name", "name");
    text_column("title", "title");
    table.columns.emplace_back("value", ColumnType::real, "value");
    text_column("words", "value in words");
    text_column("unit", "unit");
    text_column("clause", "clause");
    text_column("mark", "mark");
    text_column("given_by", "given by");
  }
  void add(const Row& row) {
    std::size_t c = 0;
    put(c++, row.section);
    put(c++, row.name);
    put(c++, row.title);
    if (row.value)
      table_.columns[c].push(*row.value);
    else
      table_.columns[c].push_missing();
    ++c;
    for (const std::string* words : {&row.words, &row.unit, &row.clause, &row.mark, &row.given_by})
      put(c++, *words);
  }

 private:
  void put(std::size_t column, std::string_view words) {
    if (words.empty())
      table_.columns[column].push_missing();
    else
      table_.columns[column].push(words);
  }
  FeatureTable& table_;
};

/// Both marks of a value: of the number and of the clause.
std::string marks(const ProfileValue& value) {
  if (value.clause_mark.empty()) return value.value_mark;
  return fmt::format("{}/{}", value.value_mark, value.clause_mark);
}

void add_parameters(Rows& rows, const RunRecord& record, Language language) {
  for (const UsedParameter& used : record.parameters) {
    Row row{"parameter", used.key, std::string(translate(used.help, language)), {}, {}, {}, {},
            {},          {}};
    if (const auto* number = std::get_if<double>(&used.value.value)) row.value = *number;
    if (const auto* flag = std::get_if<bool>(&used.value.value))
      row.words = translate(*flag ? "yes" : "no", language);
    if (const auto* word = std::get_if<std::string>(&used.value.value)) row.words = *word;
    row.unit = used.value.unit;
    row.clause = translate(used.value.clause, language);
    row.mark = marks(used.value);
    row.given_by = used.value.given_by;
    if (!used.value.confirmed_by.empty())
      row.given_by += text_in(language, "; clause confirmed by {}", used.value.confirmed_by);
    rows.add(row);
  }
}

void add_inputs(Rows& rows, const RunRecord& record, Language language) {
  for (const RunRecord::Input& input : record.inputs) {
    const std::string name =
        input.layer.empty() ? input.path : fmt::format("{}, {}", input.path, input.layer);
    const auto add = [&](std::string_view title, std::optional<double> value, std::string words,
                         std::string unit = {}) {
      rows.add({"input",
                name,
                std::string(translate(title, language)),
                value,
                std::move(words),
                std::move(unit),
                {},
                {},
                {}});
    };
    add("role", {}, input.role);
    add("records read", static_cast<double>(input.read), {});
    add("records set aside", static_cast<double>(input.set_aside), {});
    add("coordinate system", {}, input.crs);
    if (!input.crs_note.empty()) add("what was done to the coordinates", {}, input.crs_note);
    if (!input.place_basis.empty())
      add("how its places were found", {},
          place_words(place_steps_from(input.place_basis), language));
    if (!input.row_basis.empty())
      add("of some records", {}, place_words(place_steps_from(input.row_basis), language));
    if (!input.accepted.empty()) add("accepted as proposed on", {}, input.accepted);
    if (!input.accepted_by.empty()) add("accepted as proposed by", {}, input.accepted_by);
    if (!input.mapping.empty()) {
      add("taken for this by the mapping file", {}, input.mapping);
      add("SHA-256 of the mapping file", {}, input.mapping_sha256);
    }
    if (!input.encoding.empty()) add("encoding of texts", {}, input.encoding);
    add("accuracy of a position (one sigma)", input.accuracy_m, {}, "m");
    add("SHA-256", {}, input.sha256);
  }
}

void add_run(Rows& rows, const RunRecord& record, Language language) {
  const auto add = [&](const char* name, std::string_view title, std::string words,
                       std::optional<double> value = {}) {
    rows.add({"run",
              name,
              std::string(translate(title, language)),
              value,
              std::move(words),
              {},
              {},
              {},
              {}});
  };
  add("title", "title", record.title);
  add("profile", "rule set",
      language == Language::zh && !record.profile_title_zh.empty() ? record.profile_title_zh
                                                                   : record.profile_title);
  add("engine", "engine", record.engine);
  add("crs", "coordinate system", record.crs);
  add("scale_error", "largest scale error", {}, record.scale_error);
  add("made_utc", "made on", record.made_utc);
  add("attribution", "sources and licences", record.attribution);
  add("edition", "edition",
      std::string(translate(record.public_edition ? "public" : "internal", language)));
  add("status", "standing of the result",
      std::string(translate("Screening result: to be verified on site.", language)));
  for (const std::string& notice : record.notices)
    add("notice", "to be known first", std::string(translate(notice, language)));
  for (const auto& [analysis, why] : record.skipped)
    rows.add({"skipped",
              analysis,
              std::string(translate("left out", language)),
              {},
              why,
              {},
              {},
              {},
              {}});
}

}  // namespace

FeatureTable assessment_table(const RunRecord& record, Language language) {
  FeatureTable table;
  table.name = "assessment";
  table.title = "assessment: key figures and how they were made";
  table.description =
      "Key figures, parameters with clause and mark, inputs with SHA-256, versions.";
  Rows rows(table);
  for (const KeyFigure& figure : record.figures)
    rows.add({"figure",
              figure.name,
              std::string(translate(figure.title, language)),
              figure.value,
              {},
              figure.unit,
              std::string(translate(figure.clause, language)),
              figure.mark,
              {}});
  add_parameters(rows, record, language);
  add_inputs(rows, record, language);
  for (const auto& [name, version] : record.versions)
    rows.add({"version", name, name, {}, version, {}, {}, {}, {}});
  rows.add({"version",
            "program",
            std::string(translate("program", language)),
            {},
            record.program,
            {},
            {},
            {},
            {}});
  add_run(rows, record, language);
  return table;
}

}  // namespace firebreak::io
