#include "core/io/ledger_tables.hpp"

namespace firebreak::io {

namespace {

/// Kinds with the word that stands in a finding's number.
struct Kind {
  CodeWord word;
  std::string_view number;
};
constexpr Kind kinds[] = {
    {{"fire_lane", "fire lane"}, "XFCD"},
    {{"hydrant_gap", "hydrant missing"}, "XHSQ"},
    {{"hydrant_spacing", "hydrants too far apart"}, "XHJJ"},
    {{"hydrant_broken", "hydrant broken"}, "XHSH"},
    {{"risk_zone", "zone at risk of spreading fire"}, "LPFX"},
    {{"separation", "separation distance"}, "FHJJ"},
    {{"response", "response time exceeded"}, "DCCS"},
    {{"key_site", "key site"}, "ZDDW"},
    {{"three_in_one", "three in one"}, "SHYC"},
    {{"use_changed", "dwelling turned shop"}, "ZGSY"},
    {{"wiring", "electric wiring"}, "DQXL"},
    {{"not_approved", "suspected building without approval"}, "WSWY"},
    {{"other", "other"}, "QTYH"},
};

constexpr CodeWord kind_words[] = {kinds[0].word, kinds[1].word, kinds[2].word,  kinds[3].word,
                                   kinds[4].word, kinds[5].word, kinds[6].word,  kinds[7].word,
                                   kinds[8].word, kinds[9].word, kinds[10].word, kinds[11].word,
                                   kinds[12].word};

constexpr CodeWord origins[] = {{"screening", "found by screening"},
                                {"field_check", "found in the field"},
                                {"96119", "hotline 96119"},
                                {"12345", "hotline 12345"},
                                {"inspection", "found by inspection"},
                                {"self_check", "reported by the unit itself"},
                                {"older_ledger", "from an older ledger"}};

constexpr CodeWord confidences[] = {
    {"suspected", "suspected"}, {"confirmed", "confirmed"}, {"rejected", "not so"}};

constexpr CodeWord clause_states[] = {{"confirmed", "clause confirmed"},
                                      {"to_confirm", "clause to be confirmed"}};

constexpr CodeWord grades[] = {{"1", "red"}, {"2", "orange"}, {"3", "yellow"}, {"4", "blue"}};

constexpr CodeWord measure_types[] = {{"clear_now", "clear at once"},
                                      {"enforcement", "law enforcement"},
                                      {"works", "building works"},
                                      {"planning", "planning"}};

constexpr CodeWord states[] = {{"to_verify", "to be verified"},
                               {"sent", "sent out"},
                               {"in_progress", "being put right"},
                               {"to_review", "put right, to be reviewed"},
                               {"closed", "closed"},
                               {"overdue", "overdue"},
                               {"rejected", "not so"},
                               {"handed_over", "handed over"}};

constexpr CodeWord supervision_states[] = {{"proposed", "proposed for supervision"},
                                           {"listed", "under supervision"},
                                           {"in_progress", "being put right"},
                                           {"self_check", "checking itself"},
                                           {"applied", "acceptance applied for"},
                                           {"delisted", "released from supervision"},
                                           {"extended", "term extended"},
                                           {"continued", "not accepted, supervision goes on"}};

constexpr CodeWord project_kinds[] = {{"station", "fire station"},
                                      {"brigade", "full-time brigade"},
                                      {"hydrant", "hydrants"},
                                      {"main", "water mains"},
                                      {"open_lane", "opening a lane"},
                                      {"intake", "water intake"},
                                      {"micro_station", "micro station"},
                                      {"conversion", "conversion"}};

constexpr CodeWord natures[] = {{"new", "new building"},
                                {"rebuild", "rebuilding"},
                                {"relocate", "relocation"},
                                {"repair", "repair"}};

constexpr CodeWord horizons[] = {{"near", "near term"}, {"far", "long term"}};

constexpr CodeWord readings[] = {{"built", "newly built"}, {"held", "in place at the date"}};

FileColumn typed(std::string name, std::string title, std::string sql_type = "TEXT",
                 std::span<const CodeWord> codes = {}, std::string unit = {}) {
  return {
      std::move(name), std::move(sql_type), std::move(title), std::move(unit), codes, true, false};
}
FileColumn personal(std::string name, std::string title) {
  FileColumn column = typed(std::move(name), std::move(title));
  column.personal = true;
  return column;
}
FileColumn measured(std::string name, std::string title, std::string sql_type = "TEXT",
                    std::span<const CodeWord> codes = {}) {
  return {std::move(name), std::move(sql_type), std::move(title), {}, codes, false, false};
}

FileTable findings_table() {
  return {"findings",
          "findings ledger",
          "Suspected and confirmed defects; lives on from run to run. A run updates what was "
          "measured and never what people typed.",
          BlobKind::any,
          {typed("finding_id", "finding number"),
           typed("kind", "kind", "TEXT", kind_words),
           typed("origin", "found by", "TEXT", origins),
           typed("confidence", "confidence", "TEXT", confidences),
           typed("place", "place"),
           typed("address", "address"),
           typed("unit_l1", "large unit"),
           typed("unit_l2", "middle unit"),
           typed("unit_l3", "small unit"),
           personal("grid_person", "person of the unit"),
           personal("phone", "phone"),
           typed("department", "department in charge"),
           measured("measured", "measured value", "DOUBLE"),
           measured("limit", "limit", "DOUBLE"),
           measured("unit", "unit"),
           measured("clause", "clause"),
           measured("clause_state", "state of the clause", "TEXT", clause_states),
           measured("impact_buildings", "buildings affected", "DOUBLE"),
           measured("impact_people", "people affected", "DOUBLE"),
           measured("impact_sites", "key sites affected", "DOUBLE"),
           typed("grade", "grade", "INTEGER", grades),
           typed("measure", "measure"),
           typed("measure_type", "type of measure", "TEXT", measure_types),
           typed("cost_wan", "cost estimate", "DOUBLE", {}, "10,000 CNY"),
           typed("owner", "unit responsible"),
           personal("leader", "leader in charge"),
           typed("due", "due date", "DATE"),
           typed("state", "state", "TEXT", states),
           typed("found_on", "first found on", "DATE"),
           typed("sent_on", "sent out on", "DATE"),
           typed("closed_on", "closed on", "DATE"),
           typed("reopened", "times reopened", "INTEGER"),
           typed("photo_before", "photo before"),
           typed("photo_after", "photo after"),
           typed("supervision", "level of supervision"),
           typed("supervision_state", "state of supervision", "TEXT", supervision_states),
           typed("batch", "batch"),
           typed("doc_no", "document number"),
           typed("campaign", "campaign"),
           typed("publish", "may be published", "BOOLEAN"),
           measured("seen", "seen by the last run", "BOOLEAN"),
           measured("last_seen", "last seen on", "DATE"),
           measured("place_key", "key of the place")}};
}

FileTable projects_table() {
  FileTable table{"projects",
                  "projects",
                  "Building projects with their stages; kept by people.",
                  BlobKind::any,
                  {typed("project_id", "project number"), typed("name", "project name"),
                   typed("kind", "kind of project", "TEXT", project_kinds),
                   typed("nature", "nature of the works", "TEXT", natures), typed("scale", "scale"),
                   typed("horizon", "horizon", "TEXT", horizons), typed("year", "year", "INTEGER"),
                   typed("stage", "present stage")}};
  constexpr std::pair<const char*, const char*> stages[][2] = {
      {{"siting_planned", "siting, planned"}, {"siting_done", "siting, done"}},
      {{"approval_planned", "approval, planned"}, {"approval_done", "approval, done"}},
      {{"land_planned", "land, planned"}, {"land_done", "land, done"}},
      {{"clearance_planned", "demolition, planned"}, {"clearance_done", "demolition, done"}},
      {{"tender_planned", "tender, planned"}, {"tender_done", "tender, done"}},
      {{"start_planned", "start of works, planned"}, {"start_done", "start of works, done"}},
      {{"completion_planned", "completion, planned"}, {"completion_done", "completion, done"}},
      {{"service_planned", "in service, planned"}, {"service_done", "in service, done"}}};
  for (const auto& stage : stages)
    for (const auto& [name, title] : stage) table.columns.push_back(typed(name, title, "DATE"));
  for (FileColumn& column : std::vector<FileColumn>{
           typed("cost_wan", "investment", "DOUBLE", {}, "10,000 CNY"),
           typed("funding", "source of funds"), personal("leader", "leader in charge"),
           typed("owner", "unit responsible"), typed("partners", "units cooperating"),
           typed("supervisor", "unit supervising"),
           typed("progress_percent", "progress", "DOUBLE", {}, "%"),
           typed("lag_days", "days behind", "INTEGER"), typed("scenario_id", "scenario"),
           typed("gain_buildings", "buildings newly covered", "DOUBLE"),
           typed("gain_in_time_percent", "gain of buildings reached in time", "DOUBLE", {}, "%")})
    table.columns.push_back(std::move(column));
  return table;
}

FileTable targets_table() {
  return {"targets",
          "targets",
          "Targets of each management unit; kept by people.",
          std::nullopt,
          {typed("unit_id", "management unit"), typed("indicator", "indicator"),
           typed("target", "target value", "DOUBLE"),
           typed("reading", "how it is counted", "TEXT", readings),
           typed("baseline", "value at the start", "DOUBLE"),
           typed("actual", "value reached", "DOUBLE"), typed("due", "due date", "DATE"),
           typed("weight", "weight", "DOUBLE"), typed("score", "score", "DOUBLE"),
           typed("state", "state of the target")}};
}

}  // namespace

std::string_view text_of(const LedgerCell& cell) {
  const auto* words = std::get_if<std::string>(&cell);
  return words == nullptr ? std::string_view{} : std::string_view(*words);
}

std::optional<std::size_t> LedgerTable::find(std::string_view column) const {
  for (std::size_t c = 0; c < about.columns.size(); ++c)
    if (about.columns[c].name == column) return c;
  return std::nullopt;
}

Ledger empty_ledger() {
  return {{findings_table(), {}}, {projects_table(), {}}, {targets_table(), {}}, {}};
}

std::vector<std::string_view> finding_kinds() {
  std::vector<std::string_view> words;
  for (const Kind& known : kinds) words.push_back(known.word.code);
  return words;
}

std::string_view kind_code(std::string_view kind) {
  for (const Kind& known : kinds)
    if (known.word.code == kind) return known.number;
  return "QTYH";
}

}  // namespace firebreak::io
