#include "core/normalise/words.hpp"

#include "core/normalise/word_table.hpp"

namespace firebreak {

namespace {

constexpr WordEntry<bool> truths[] = {{"yes", true},
                                      {"no", false},
                                      {"true", true},
                                      {"false", false},
                                      {"1", true},
                                      {"0", false},
                                      {"y", true},
                                      {"n", false},
                                      {"t", true},
                                      {"f", false},
                                      {"on", true},
                                      {"off", false},
                                      {"是", true},
                                      {"否", false},
                                      {"有", true},
                                      {"无", false},
                                      {"对", true},
                                      {"不", false},
                                      {"√", true},
                                      {"x", false},
                                      {"✓", true},
                                      {"✔", true},
                                      {"真", true},
                                      {"假", false},
                                      {"ja", true},
                                      {"nein", false},
                                      {"oui", true},
                                      {"non", false},
                                      {"designated", true},
                                      {"已", true},
                                      {"未", false},
                                      {"没有", false},
                                      {"-1", true},
                                      {"已划线", true},
                                      {"未划线", false},
                                      {"已建档", true},
                                      {"未建档", false},
                                      {"有标识", true},
                                      {"无标识", false},
                                      {"1.0", true},
                                      {"0.0", false},
                                      {"w", true},
                                      {"設置", true},
                                      {"设置", true},
                                      {"未设置", false},
                                      {"viaduct", true},
                                      {"aqueduct", true},
                                      {"movable", true},
                                      {"cantilever", true},
                                      {"covered", true},
                                      {"boardwalk", true},
                                      {"culvert", true},
                                      {"building_passage", true},
                                      {"passage", true},
                                      {"avalanche_protector", true},
                                      {"arcade", true},
                                      {"colonnade", true},
                                      {"low_water_crossing", true},
                                      {"trestle", true},
                                      {"已设", true},
                                      {"未设", false}};

constexpr WordEntry<MainLayout> layouts[] = {
    {"ring", MainLayout::ring},       {"loop", MainLayout::ring},
    {"looped", MainLayout::ring},     {"grid", MainLayout::ring},
    {"环状", MainLayout::ring},       {"环", MainLayout::ring},
    {"环网", MainLayout::ring},       {"环状管网", MainLayout::ring},
    {"环形", MainLayout::ring},       {"环状供水", MainLayout::ring},
    {"branch", MainLayout::branch},   {"branched", MainLayout::branch},
    {"dead end", MainLayout::branch}, {"dead-end", MainLayout::branch},
    {"枝", MainLayout::branch},       {"枝状", MainLayout::branch},
    {"支状", MainLayout::branch},     {"枝状管网", MainLayout::branch},
    {"树枝状", MainLayout::branch},   {"枝状供水", MainLayout::branch},
    {"tree", MainLayout::branch}};

constexpr WordEntry<Owner> owners[] = {
    {"public", Owner::public_},     {"municipal", Owner::public_},   {"city", Owner::public_},
    {"市政", Owner::public_},       {"公共", Owner::public_},        {"市政栓", Owner::public_},
    {"市政消火栓", Owner::public_}, {"公用", Owner::public_},        {"private", Owner::private_},
    {"单位", Owner::private_},      {"小区", Owner::private_},       {"院内", Owner::private_},
    {"自建", Owner::private_},      {"单位内部", Owner::private_},   {"内部", Owner::private_},
    {"单位栓", Owner::private_},    {"单位消火栓", Owner::private_}, {"企业", Owner::private_}};

constexpr WordEntry<OneWay> one_ways[] = {{"yes", OneWay::forward},
                                          {"true", OneWay::forward},
                                          {"1", OneWay::forward},
                                          {"forward", OneWay::forward},
                                          {"ft", OneWay::forward},
                                          {"f", OneWay::forward},
                                          {"单行", OneWay::forward},
                                          {"单向", OneWay::forward},
                                          {"是", OneWay::forward},
                                          {"单行道", OneWay::forward},
                                          {"单向通行", OneWay::forward},
                                          {"-1", OneWay::backward},
                                          {"reverse", OneWay::backward},
                                          {"backward", OneWay::backward},
                                          {"tf", OneWay::backward},
                                          {"t", OneWay::backward},
                                          {"反向", OneWay::backward},
                                          {"逆向", OneWay::backward},
                                          {"no", OneWay::no},
                                          {"false", OneWay::no},
                                          {"0", OneWay::no},
                                          {"b", OneWay::no},
                                          {"both", OneWay::no},
                                          {"双向", OneWay::no},
                                          {"否", OneWay::no},
                                          {"双行", OneWay::no},
                                          {"双向通行", OneWay::no},
                                          {"n", OneWay::no},
                                          {"y", OneWay::forward},
                                          {"reversible", OneWay::no, true},
                                          {"alternating", OneWay::no, true}};

constexpr WordEntry<Access> accesses[] = {{"yes", Access::yes},
                                          {"permissive", Access::yes},
                                          {"public", Access::yes},
                                          {"designated", Access::yes},
                                          {"destination", Access::yes},
                                          {"official", Access::yes},
                                          {"customers", Access::yes},
                                          {"customer", Access::yes},
                                          {"delivery", Access::yes},
                                          {"residents", Access::private_},
                                          {"true", Access::yes},
                                          {"公共", Access::yes},
                                          {"开放", Access::yes},
                                          {"private", Access::private_},
                                          {"permit", Access::private_},
                                          {"内部", Access::private_},
                                          {"私有", Access::private_},
                                          {"小区内部", Access::private_},
                                          {"no", Access::no},
                                          {"false", Access::no},
                                          {"禁止通行", Access::no},
                                          {"禁行", Access::no},
                                          {"封闭", Access::no},
                                          {"forestry", Access::private_},
                                          {"agricultural", Access::private_},
                                          {"agricultural;forestry", Access::private_},
                                          {"use sidepath", Access::yes},
                                          {"emergency", Access::emergency},
                                          {"fire", Access::emergency},
                                          {"应急", Access::emergency},
                                          {"消防专用", Access::emergency},
                                          {"military", Access::private_},
                                          {"employees", Access::private_},
                                          {"discouraged", Access::yes}};

constexpr WordEntry<Opening> openings[] = {
    {"open", Opening::open},        {"常开", Opening::open},     {"敞开", Opening::open},
    {"always open", Opening::open}, {"key", Opening::key},       {"有钥匙", Opening::key},
    {"门禁", Opening::key},         {"刷卡", Opening::key},      {"有人值守", Opening::key},
    {"keyed", Opening::key},        {"automatic", Opening::key}, {"locked", Opening::locked},
    {"锁死", Opening::locked},      {"上锁", Opening::locked},   {"无人", Opening::locked},
    {"封闭", Opening::locked},      {"常闭", Opening::locked},   {"closed", Opening::locked},
    {"none", Opening::none}};

constexpr WordEntry<Occasion> occasions[] = {
    {"always", Occasion::always}, {"24/7", Occasion::always},     {"长期", Occasion::always},
    {"常年", Occasion::always},   {"全天", Occasion::always},     {"固定", Occasion::always},
    {"day", Occasion::day},       {"daytime", Occasion::day},     {"白天", Occasion::day},
    {"night", Occasion::night},   {"nighttime", Occasion::night}, {"夜间", Occasion::night},
    {"晚上", Occasion::night},    {"market", Occasion::market},   {"集市", Occasion::market},
    {"圩日", Occasion::market},   {"赶集", Occasion::market},     {"早市", Occasion::market},
    {"夜市", Occasion::night},    {"evening", Occasion::night}};

constexpr WordEntry<BarrierKind> barriers[] = {{"wall", BarrierKind::wall},
                                               {"city wall", BarrierKind::wall},
                                               {"retaining wall", BarrierKind::wall},
                                               {"围墙", BarrierKind::wall},
                                               {"墙", BarrierKind::wall},
                                               {"城墙", BarrierKind::wall},
                                               {"挡土墙", BarrierKind::wall},
                                               {"rail", BarrierKind::rail},
                                               {"railway", BarrierKind::rail},
                                               {"light rail", BarrierKind::rail},
                                               {"tram", BarrierKind::rail},
                                               {"narrow gauge", BarrierKind::rail},
                                               {"铁路", BarrierKind::rail},
                                               {"铁道", BarrierKind::rail},
                                               {"轨道", BarrierKind::rail},
                                               {"轨道交通", BarrierKind::rail},
                                               {"water", BarrierKind::water},
                                               {"river", BarrierKind::water},
                                               {"stream", BarrierKind::water},
                                               {"canal", BarrierKind::water},
                                               {"ditch", BarrierKind::water},
                                               {"drain", BarrierKind::water},
                                               {"河流", BarrierKind::water},
                                               {"河", BarrierKind::water},
                                               {"水系", BarrierKind::water},
                                               {"渠", BarrierKind::water},
                                               {"河道", BarrierKind::water},
                                               {"沟渠", BarrierKind::water},
                                               {"水渠", BarrierKind::water},
                                               {"运河", BarrierKind::water},
                                               {"motorway", BarrierKind::motorway},
                                               {"高速", BarrierKind::motorway},
                                               {"高速公路", BarrierKind::motorway},
                                               {"快速路", BarrierKind::motorway},
                                               {"fence", BarrierKind::fence},
                                               {"hedge", BarrierKind::fence},
                                               {"栅栏", BarrierKind::fence},
                                               {"围栏", BarrierKind::fence},
                                               {"铁丝网", BarrierKind::fence},
                                               {"guard rail", BarrierKind::fence},
                                               {"护栏", BarrierKind::fence}};

constexpr WordEntry<std::uint8_t> unit_levels[] = {
    {"1", 1},      {"2", 2},         {"3", 3},       {"大", 1},   {"中", 2},       {"小", 3},
    {"大网格", 1}, {"中网格", 2},    {"小网格", 3},  {"一级", 1}, {"二级", 2},     {"三级", 3},
    {"街道", 1},   {"街道办", 1},    {"乡镇", 1},    {"镇", 1},   {"乡", 1},       {"镇街", 1},
    {"管理区", 1}, {"town", 1},      {"社区", 2},    {"村", 2},   {"行政村", 2},   {"村居", 2},
    {"居委会", 2}, {"community", 2}, {"village", 2}, {"小组", 3}, {"村民小组", 3}, {"院落", 3},
    {"楼院", 3},   {"单位", 3},      {"网格", 3},    {"grid", 3}, {"plot", 3},     {"8", 1},
    {"9", 2},      {"10", 3}};

constexpr WordEntry<bool> in_use[] = {{"现状", true},          {"已建", true},
                                      {"建成", true},          {"已通车", true},
                                      {"在用", true},          {"existing", true},
                                      {"in use", true},        {"built", true},
                                      {"active", true},        {"open", true},
                                      {"在建", false},         {"规划", false},
                                      {"施工", false},         {"拟建", false},
                                      {"待建", false},         {"未建", false},
                                      {"planned", false},      {"proposed", false},
                                      {"construction", false}, {"under construction", false},
                                      {"closed", false},       {"封闭", false},
                                      {"停用", false},         {"disused", false},
                                      {"abandoned", false}};

constexpr WordEntry<std::uint8_t> grades[] = {{"1", 1},
                                              {"2", 2},
                                              {"3", 3},
                                              {"4", 4},
                                              {"i", 1},
                                              {"ii", 2},
                                              {"iii", 3},
                                              {"iv", 4},
                                              {"一级", 1},
                                              {"二级", 2},
                                              {"三级", 3},
                                              {"四级", 4},
                                              {"一", 1},
                                              {"二", 2},
                                              {"三", 3},
                                              {"四", 4},
                                              {"ⅰ", 1},
                                              {"ⅱ", 2},
                                              {"ⅲ", 3},
                                              {"ⅳ", 4},
                                              {"Ⅰ", 1},
                                              {"Ⅱ", 2},
                                              {"Ⅲ", 3},
                                              {"Ⅳ", 4},
                                              {"一;二级", 2, true},
                                              {"一二级", 2, true},
                                              {"三;四级", 4, true},
                                              {"三四级", 4, true},
                                              {"1级", 1},
                                              {"2级", 2},
                                              {"3级", 3},
                                              {"4级", 4},
                                              {"i级", 1},
                                              {"ii级", 2},
                                              {"iii级", 3},
                                              {"iv级", 4},
                                              {"Ⅰ级", 1},
                                              {"Ⅱ级", 2},
                                              {"Ⅲ级", 3},
                                              {"Ⅳ级", 4}};

/// The whole tidied text in a table, nothing else.
template <class T, std::size_t N>
Word<T> exactly(std::string_view text, const WordEntry<T> (&table)[N]) {
  const std::string plain = tidy(text);
  if (plain.empty()) return {};
  if (const auto* entry = find_word(plain, std::span<const WordEntry<T>>(table)))
    return word_of(entry, false);
  Word<T> out;
  out.unreadable = !means_missing(plain);
  return out;
}

}  // namespace

Word<bool> parse_truth(std::string_view text) {
  return exactly(text, truths);
}

Word<std::uint8_t> parse_fire_grade(std::string_view text) {
  std::string plain = tidy(text);
  const std::string_view ending = "耐火";
  if (plain.size() > ending.size() && plain.starts_with(ending)) plain.erase(0, ending.size());
  if (const auto at = plain.find("耐火"); at != std::string::npos && at > 0) plain.erase(at);
  return exactly(plain, grades);
}

Word<OneWay> parse_one_way(std::string_view text) {
  return exactly(text, one_ways);
}

Word<Access> parse_access(std::string_view text) {
  if (tidy(text) == "yes") return {Access::yes};  // elsewhere it says nothing, here it does
  return look_up(text, std::span<const WordEntry<Access>>(accesses));
}

Word<Owner> parse_owner(std::string_view text) {
  const std::string plain = tidy(text);
  // "PRIVATE HARVARD": the owner's name follows the word.
  if (plain.starts_with("private")) return {Owner::private_};
  auto out = look_up(text, std::span<const WordEntry<Owner>>(owners));
  // Owner columns mostly hold names; a name says nothing about public or private.
  out.unreadable = false;
  return out;
}

Word<MainLayout> parse_main_layout(std::string_view text) {
  auto out = look_up(text, std::span<const WordEntry<MainLayout>>(layouts));
  // A ring inside longer words may be one to come, or none: "枝状(规划环状)", "未成环状".
  static constexpr std::string_view doubts[] = {"枝",   "支", "非", "未", "不",   "半",   "规划",
                                                "计划", "拟", "改", "待", "not ", "plan", "no "};
  const std::string plain = tidy(text);
  if (out.value == MainLayout::ring && out.assumed &&
      std::ranges::any_of(
          doubts, [&](std::string_view doubt) { return plain.find(doubt) != std::string::npos; })) {
    out = {};
    out.ambiguous = true;
  }
  return out;
}

Word<Opening> parse_opening(std::string_view text) {
  return look_up(text, std::span<const WordEntry<Opening>>(openings));
}

Word<Occasion> parse_occasion(std::string_view text) {
  return look_up(text, std::span<const WordEntry<Occasion>>(occasions));
}

Word<BarrierKind> parse_barrier_kind(std::string_view text) {
  return look_up(text, std::span<const WordEntry<BarrierKind>>(barriers));
}

Word<std::uint8_t> parse_unit_level(std::string_view text) {
  return exactly(text, unit_levels);
}

Word<bool> parse_in_use(std::string_view text) {
  return look_up(text, std::span<const WordEntry<bool>>(in_use));
}

}  // namespace firebreak
