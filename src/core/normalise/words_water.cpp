#include "core/normalise/word_table.hpp"
#include "core/normalise/words.hpp"

namespace firebreak {

namespace {

using H = HydrantStatus;
constexpr WordEntry<H> statuses[] = {{"working", H::working},
                                     {"完好", H::working},
                                     {"正常", H::working},
                                     {"好", H::working},
                                     {"可用", H::working},
                                     {"合格", H::working},
                                     {"1", H::working, true},  // a code without legend

                                     {"√", H::working},
                                     {"良好", H::working},
                                     {"是", H::working, true},  // of a column "是否完好"
                                     {"已修复", H::working, true},
                                     {"在用", H::working},
                                     {"使用", H::working},
                                     {"active", H::working},
                                     {"act", H::working},
                                     {"in service", H::working},
                                     {"ok", H::working},
                                     {"good", H::working},
                                     {"operational", H::working},
                                     {"yes", H::working},
                                     {"in use", H::working},
                                     {"is", H::working},
                                     {"defective", H::defective},
                                     {"损坏", H::defective},
                                     {"坏", H::defective},
                                     {"漏水", H::defective},
                                     {"锈死", H::defective},
                                     {"缺件", H::defective},
                                     {"倾斜", H::defective},
                                     {"破损", H::defective},
                                     {"无压力", H::defective},
                                     {"故障", H::defective},
                                     {"broken", H::defective},
                                     {"damaged", H::defective},
                                     {"out of order", H::defective},
                                     {"out of service", H::defective},
                                     {"oos", H::defective},
                                     {"needs maintenance", H::defective},
                                     {"needs repair", H::defective},
                                     {"不可用", H::defective},
                                     {"不合格", H::defective},
                                     {"不能使用", H::defective},
                                     {"不能用", H::defective},
                                     {"否", H::defective, true},
                                     {"待修", H::defective},
                                     {"维修中", H::defective},
                                     {"未修复", H::defective},
                                     {"无法开启", H::defective},
                                     {"缺盖", H::defective},
                                     {"缺闷盖", H::defective},
                                     {"不完好", H::defective},
                                     {"锈蚀", H::defective},
                                     {"渗水", H::defective},
                                     {"渗漏", H::defective},
                                     {"损毁", H::defective},
                                     {"打不开", H::defective},
                                     {"无法打开", H::defective},
                                     {"无法使用", H::defective},
                                     {"无法正常使用", H::defective},
                                     {"不能正常使用", H::defective},
                                     {"no water", H::no_water},
                                     {"无水", H::no_water},
                                     {"缺水", H::no_water},
                                     {"停水", H::no_water},
                                     {"欠压", H::no_water},
                                     {"水压不足", H::no_water},
                                     {"压力不足", H::no_water},
                                     {"水量不足", H::no_water},
                                     {"不出水", H::no_water},
                                     {"无法出水", H::no_water},
                                     {"未通水", H::no_water},
                                     {"dry", H::no_water},
                                     {"blocked", H::blocked},
                                     {"埋压", H::blocked},
                                     {"圈占", H::blocked},
                                     {"遮挡", H::blocked},
                                     {"占压", H::blocked},
                                     {"绿化遮挡", H::blocked},
                                     {"被埋", H::blocked},
                                     {"找不到", H::blocked},
                                     {"buried", H::blocked},
                                     {"obstructed", H::blocked},
                                     {"埋压圈占", H::blocked},
                                     {"missing", H::missing},
                                     {"丢失", H::missing},
                                     {"缺失", H::missing},
                                     {"拆除", H::missing},
                                     {"不存在", H::missing},
                                     {"removed", H::missing},
                                     {"rem", H::missing},
                                     {"已拆除", H::missing},
                                     {"disused", H::disused},
                                     {"停用", H::disused},
                                     {"废弃", H::disused},
                                     {"封停", H::disused},
                                     {"迁移", H::disused},
                                     {"报废", H::disused},
                                     {"停止使用", H::disused},
                                     {"暂停使用", H::disused},
                                     {"abandoned", H::disused},
                                     {"abn", H::disused},
                                     {"inactive", H::disused},
                                     {"ina", H::disused},
                                     {"retired", H::disused},
                                     {"ret", H::disused},
                                     {"closed", H::disused},
                                     {"building", H::building},
                                     {"在建", H::building},
                                     {"施工", H::building},
                                     {"under construction", H::building},
                                     {"construction", H::building},
                                     {"uc", H::building},
                                     {"planned", H::planned},
                                     {"待建", H::planned},
                                     {"规划", H::planned},
                                     {"拟建", H::planned},
                                     {"proposed", H::planned},
                                     {"prop", H::planned},
                                     {"pro", H::planned},
                                     {"design", H::planned}};

struct FormWord {
  std::string_view word;
  std::optional<HydrantKind> kind;
  std::optional<bool> below_ground;
  std::optional<Owner> owner;
};
constexpr auto K = HydrantKind::hydrant;
constexpr FormWord forms[] = {{"地上式", K, false, {}},
                              {"地上", K, false, {}},
                              {"露天", K, false, {}},
                              {"户外栓", K, false, {}},
                              {"地面", K, false, {}},
                              {"地下式", K, true, {}},
                              {"地下", K, true, {}},
                              {"井", K, true, {}},
                              {"消防水鹤", HydrantKind::crane, false, {}},
                              {"水鹤", HydrantKind::crane, false, {}},
                              {"crane", HydrantKind::crane, false, {}},
                              {"取水口", HydrantKind::suction, {}, {}},
                              {"取水点", HydrantKind::suction, {}, {}},
                              {"取水码头", HydrantKind::suction, {}, {}},
                              {"天然水源", HydrantKind::suction, {}, {}},
                              {"河流", HydrantKind::suction, {}, {}},
                              {"suction point", HydrantKind::suction, {}, {}},
                              {"suction", HydrantKind::suction, {}, {}},
                              {"pond", HydrantKind::suction, {}, {}},
                              {"dry barrel", K, false, {}},
                              {"wet barrel", K, false, {}},
                              {"消防水池", HydrantKind::tank, {}, {}},
                              {"水池", HydrantKind::tank, {}, {}},
                              {"蓄水池", HydrantKind::tank, {}, {}},
                              {"water tank", HydrantKind::tank, {}, {}},
                              {"fire water pond", HydrantKind::suction, {}, {}},
                              {"tank", HydrantKind::tank, {}, {}},
                              {"cistern", HydrantKind::tank, {}, {}},
                              {"pillar", K, false, {}},
                              {"underground", K, true, {}},
                              {"above ground", K, false, {}},
                              {"below ground", K, true, {}},
                              {"wall", K, false, {}},
                              {"pipe", K, false, {}},
                              {"dry hydrant", HydrantKind::suction, {}, {}},
                              {"flush", K, true, {}},
                              {"fire hydrant", K, {}, {}},
                              {"hydrant", K, {}, {}},
                              {"消火栓", K, {}, {}},
                              {"室外消火栓", K, {}, {}},
                              {"市政", K, {}, Owner::public_},
                              {"公共", K, {}, Owner::public_},
                              {"单位", K, {}, Owner::private_},
                              {"小区", K, {}, Owner::private_},
                              {"院内", K, {}, Owner::private_},
                              {"自建", K, {}, Owner::private_},
                              {"standpipe", K, {}, {}},
                              {"unterflur", K, true, {}},
                              {"überflur", K, false, {}},
                              {"above", K, false, {}},
                              {"under", K, true, {}},
                              {"地上栓", K, false, {}},
                              {"地下栓", K, true, {}}};

void put(ParsedHydrantForm& out, const FormWord& word) {
  // Above all "消防水池" may follow "消火栓" in one cell: the special kind wins over the plain one.
  if (word.kind && (!out.kind || out.kind == K)) out.kind = word.kind;
  if (word.below_ground && !out.below_ground) out.below_ground = word.below_ground;
  if (word.owner && !out.owner) out.owner = word.owner;
}

}  // namespace

namespace {

using Status = WordEntry<HydrantStatus>;

/// Whether somebody wrote that the state is not known: such a hydrant must not count as one whose
/// state nobody filled in ("", "-", "n/a"), which is taken as working.
bool says_not_known(std::string_view plain) {
  static constexpr std::string_view words[] = {
      "未知",      "待查",    "不详",   "不明", "不清楚",    "不清",         "不知道",  "不确定",
      "待核实",    "待核查",  "待定",   "存疑", "不明確",    "不明确",       "?",       "??",
      "???",       "unknown", "unk",    "unkn", "not known", "undetermined", "unclear", "tbd",
      "unbekannt", "unklar",  "inconnu"};
  return std::find(std::begin(words), std::end(words), plain) != std::end(words);
}

/// Whether a remark ends in a doubt about what stands before it: "正常(待查)", "working ?".
bool ends_in_doubt(std::string_view plain) {
  static constexpr std::string_view doubts[] = {
      "待查", "待核",          "待核实",         "待核查",     "待查实",       "待确认",
      "待定", "待检",          "存疑",           "不确定",     "未核实",       "?",
      "tbc",  "to be checked", "to be verified", "unverified", "not verified", "unsure"};
  while (!plain.empty() && (plain.ends_with(')') || plain.ends_with(']') || plain.ends_with(' ')))
    plain.remove_suffix(1);
  return std::any_of(std::begin(doubts), std::end(doubts),
                     [&](std::string_view doubt) { return plain.ends_with(doubt); });
}

/// Whether a word that turns the next one round ends `before`: "不正常", "未损坏".
bool is_denied(std::string_view before) {
  static constexpr std::string_view denials[] = {"不",   "未",   "非",   "无",  "没", "没有",
                                                 "难以", "not ", "non-", "no ", "un", "in"};
  return std::any_of(std::begin(denials), std::end(denials),
                     [&](std::string_view word) { return before.ends_with(word); });
}

/// Whether what is said beside "working" takes it back: "不能正常出水", "no longer in service".
bool takes_back(std::string text) {
  // Names and materials that only look like it.
  for (const std::string_view harmless : {"不锈钢", "无锡", "无缝", "无线", "未来", "未央"})
    for (auto at = text.find(harmless); at != std::string::npos; at = text.find(harmless))
      text.erase(at, harmless.size());
  static constexpr std::string_view words[] = {
      "不",   "无",     "未",      "没",     "但",   "部分",    "停止",     "暂停",
      "报停", "禁止",   "失去",    "丧失",   "影响", "困难",    "难以",     "待修",
      "待维", "待更",   "待处",    "待恢",   "待通", "待整",    "待改",     "需",
      "须",   "率低",   "not ",    "n't ",   "no ",  "cannot ", "never ",   "without ",
      "but ", "partly", "partial", "barely", "once", "until",   "formerly", "after "};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// "无漏水", "未发现异常": somebody looked, and nothing is wrong.
bool says_nothing_wrong(std::string_view plain) {
  static constexpr std::string_view denials[] = {"没有", "未见", "未发现", "无明显", "无"};
  static constexpr std::string_view faults[] = {
      "异常", "问题", "故障", "损坏", "破损", "漏水", "渗漏", "锈蚀", "锈死", "缺失",
      "缺件", "遮挡", "埋压", "圈占", "占压", "堵塞", "变形", "倾斜", "隐患"};
  return std::any_of(std::begin(denials), std::end(denials), [&](std::string_view denial) {
    return plain.starts_with(denial) && std::find(std::begin(faults), std::end(faults),
                                                  plain.substr(denial.size())) != std::end(faults);
  });
}

/// The status that all known words inside a remark agree on; ambiguous if they do not, if one is
/// denied, or if "working" is taken back ("基本完好但漏水" is not working).
Word<HydrantStatus> status_inside(std::string_view plain) {
  Word<HydrantStatus> out;
  std::string beside;
  for (std::size_t at = 0; at < plain.size();) {
    const Status* longest = nullptr;
    for (const Status& entry : statuses)
      if (entry.word.size() >= 5 && plain.substr(at).starts_with(entry.word) &&
          (longest == nullptr || entry.word.size() > longest->word.size()))
        longest = &entry;
    if (longest == nullptr) {
      beside += plain[at++];
      continue;
    }
    if (is_denied(plain.substr(0, at)) || (out.value && *out.value != longest->value)) {
      Word<HydrantStatus> torn;
      torn.ambiguous = true;
      return torn;
    }
    out.value = longest->value;
    out.assumed = true;
    at += longest->word.size();
    beside += ' ';
  }
  if (out.value == HydrantStatus::working && takes_back(std::move(beside))) {
    Word<HydrantStatus> torn;
    torn.ambiguous = true;
    return torn;
  }
  out.unreadable = !out.value;
  return out;
}

}  // namespace

Word<HydrantStatus> parse_hydrant_status(std::string_view text) {
  const std::string plain = tidy(text);
  if (says_not_known(plain)) return {HydrantStatus::unknown};
  // Inside a remark 能用 may stand behind a condition.
  if (plain == "yes" || plain == "能用") return {HydrantStatus::working};
  if (plain == "x") return {HydrantStatus::defective};
  if (plain == "0") {
    // 0 may mean "not working" or "not filled in": only the source's legend knows.
    Word<HydrantStatus> code;
    code.unreadable = true;
    return code;
  }
  if (says_nothing(plain)) return {};
  std::string words = plain;
  std::replace(words.begin(), words.end(), '_', ' ');
  if (const auto* entry = find_word(words, std::span<const Status>(statuses)))
    return word_of(entry, false);
  if (ends_in_doubt(words)) {
    Word<HydrantStatus> doubted;
    doubted.value = HydrantStatus::unknown;
    doubted.assumed = true;
    return doubted;
  }
  if (says_nothing_wrong(words)) {
    Word<HydrantStatus> sound;
    sound.value = HydrantStatus::working;
    sound.assumed = true;
    return sound;
  }
  const auto parts = pieces(words, "/;,|+&");
  if (parts.size() < 2) return status_inside(words);
  Word<HydrantStatus> all;
  bool taken_back = false;
  for (const auto& part : parts) {
    const Word<HydrantStatus> one = parse_hydrant_status(part);
    const bool differs = one.value && all.value && *all.value != *one.value;
    if (one.ambiguous || differs) {
      all = {};
      all.ambiguous = true;
      return all;
    }
    taken_back = taken_back || (one.unreadable && takes_back(part));
    if (!one.value) continue;
    all.value = one.value;
    all.assumed = all.assumed || one.assumed;
  }
  if (all.value == HydrantStatus::working && taken_back) {
    all = {};
    all.ambiguous = true;
    return all;
  }
  all.unreadable = !all.value;
  return all;
}

ParsedHydrantForm parse_hydrant_form(std::string_view text) {
  ParsedHydrantForm out;
  std::string plain = tidy(text);
  if (says_nothing(plain)) return out;
  std::replace(plain.begin(), plain.end(), '_', ' ');
  bool any = false;
  for (const FormWord& word : forms)
    if (plain == word.word) put(out, word), any = true;
  if (any) return out;
  // Joined Chinese words: "市政地上式消火栓".
  for (const FormWord& word : forms)
    if (word.word.size() >= 6 && plain.find(word.word) != std::string::npos)
      put(out, word), any = true;
  out.unreadable = !any;
  return out;
}

}  // namespace firebreak
