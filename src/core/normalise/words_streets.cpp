#include "core/normalise/word_table.hpp"
#include "core/normalise/words.hpp"

namespace firebreak {

namespace {

using R = RoadClass;
constexpr WordEntry<R> road_classes[] = {{"motorway", R::motorway},
                                         {"motorway link", R::motorway},
                                         {"freeway", R::motorway},
                                         {"高速", R::motorway},
                                         {"高速公路", R::motorway},
                                         {"快速路", R::motorway},
                                         {"城市快速路", R::motorway},
                                         {"interstate", R::motorway},
                                         {"expressway", R::motorway},
                                         {"trunk", R::trunk},
                                         {"trunk link", R::trunk},
                                         {"国道", R::trunk},
                                         {"一级", R::trunk},
                                         {"一级公路", R::trunk},
                                         {"primary", R::primary},
                                         {"primary link", R::primary},
                                         {"arterial", R::primary},
                                         {"主干路", R::primary},
                                         {"主干道", R::primary},
                                         {"省道", R::primary},
                                         {"二级", R::primary},
                                         {"二级公路", R::primary},
                                         {"城市主干路", R::primary},
                                         {"secondary", R::secondary},
                                         {"secondary link", R::secondary},
                                         {"次干路", R::secondary},
                                         {"次干道", R::secondary},
                                         {"县道", R::secondary},
                                         {"三级", R::secondary},
                                         {"三级公路", R::secondary},
                                         {"城市次干路", R::secondary},
                                         {"rural a", R::secondary},
                                         {"minor arterial", R::secondary},
                                         {"tertiary", R::tertiary},
                                         {"tertiary link", R::tertiary},
                                         {"collector", R::tertiary},
                                         {"支路", R::tertiary},
                                         {"branch", R::tertiary},
                                         {"城市支路", R::tertiary},
                                         {"乡道", R::tertiary},
                                         {"四级", R::tertiary},
                                         {"四级公路", R::tertiary},
                                         {"rural b", R::tertiary},
                                         {"residential", R::residential},
                                         {"local", R::residential},
                                         {"local road", R::residential},
                                         {"村道", R::residential},
                                         {"居住区道路", R::residential},
                                         {"rural c", R::residential},
                                         {"living street", R::living_street},
                                         {"组团路", R::living_street},
                                         {"小区路", R::living_street},
                                         {"compound", R::living_street},
                                         {"woonerf", R::living_street},
                                         {"service", R::service},
                                         {"access", R::service},
                                         {"driveway", R::service},
                                         {"内部道路", R::service},
                                         {"厂区道路", R::service},
                                         {"parking aisle", R::service},
                                         {"emergency access", R::service},
                                         {"consotherway", R::service},
                                         {"services", R::service},
                                         {"rest area", R::service},
                                         {"unclassified", R::unclassified},
                                         {"road", R::unclassified},
                                         {"公路", R::unclassified},
                                         {"等外路", R::unclassified},
                                         {"等外公路", R::unclassified},
                                         {"公路桥", R::unclassified, true},
                                         {"隧道", R::unclassified, true},
                                         {"track", R::track},
                                         {"机耕路", R::track},
                                         {"田间路", R::track},
                                         {"农村道路", R::track},
                                         {"alley", R::alley},
                                         {"lane", R::alley},
                                         {"街巷", R::alley},
                                         {"巷道", R::alley},
                                         {"巷", R::alley},
                                         {"里弄", R::alley},
                                         {"胡同", R::alley},
                                         {"弄", R::alley},
                                         {"house path", R::alley},
                                         {"宅间路", R::alley},
                                         {"背街小巷", R::alley},
                                         {"pedestrian", R::pedestrian},
                                         {"步行街", R::pedestrian},
                                         {"footway", R::footway},
                                         {"sidewalk", R::footway},
                                         {"人行道", R::footway},
                                         {"人行", R::footway},
                                         {"path", R::path},
                                         {"小路", R::path},
                                         {"bridleway", R::path},
                                         {"trail", R::path},
                                         {"platform", R::footway},
                                         {"corridor", R::footway},
                                         {"steps", R::steps},
                                         {"台阶", R::steps},
                                         {"stairs", R::steps},
                                         {"cycleway", R::cycleway},
                                         {"bike path", R::cycleway},
                                         {"自行车道", R::cycleway},
                                         {"construction", R::construction},
                                         {"proposed", R::construction},
                                         {"在建", R::construction},
                                         {"规划", R::construction}};

using O = ObstacleKind;
constexpr WordEntry<O> obstacles[] = {{"railing", O::fence},
                                      {"door", O::gate},
                                      {"shelter", O::fixture},
                                      {"traffic sign", O::pole},
                                      {"traffic signals", O::pole},
                                      {"traffic mirror", O::pole},
                                      {"chain and post", O::bollard},
                                      {"parked", O::parked},
                                      {"parking", O::parked},
                                      {"车辆", O::parked},
                                      {"违停车辆", O::parked},
                                      {"停车", O::parked},
                                      {"机动车", O::parked},
                                      {"违停", O::parked},
                                      {"parked car", O::parked},
                                      {"car", O::parked},
                                      {"shed", O::shed},
                                      {"非机动车", O::shed},
                                      {"车棚", O::shed},
                                      {"充电桩", O::shed},
                                      {"bicycle parking", O::shed},
                                      {"自行车", O::shed},
                                      {"电动车", O::shed},
                                      {"bollard", O::bollard},
                                      {"bollards", O::bollard},
                                      {"铁桩", O::bollard},
                                      {"石墩", O::bollard},
                                      {"水泥墩", O::bollard},
                                      {"隔离墩", O::bollard},
                                      {"隔离桩", O::bollard},
                                      {"地锁", O::bollard},
                                      {"升降柱", O::bollard},
                                      {"rising bollard", O::bollard},
                                      {"block", O::block},
                                      {"jersey barrier", O::block},
                                      {"boulder", O::block},
                                      {"planter", O::fixture},
                                      {"concrete block", O::block},
                                      {"log", O::block},
                                      {"debris", O::goods},
                                      {"rock", O::block},
                                      {"gate", O::gate},
                                      {"lift gate", O::gate},
                                      {"swing gate", O::gate},
                                      {"sliding gate", O::gate},
                                      {"wicket gate", O::gate},
                                      {"kissing gate", O::gate},
                                      {"道闸", O::gate},
                                      {"栏杆机", O::gate},
                                      {"大门", O::gate},
                                      {"铁门", O::gate},
                                      {"上锁", O::gate},
                                      {"门", O::gate},
                                      {"entrance", O::gate},
                                      {"toll booth", O::gate},
                                      {"border control", O::gate},
                                      {"chain", O::gate},
                                      {"rope", O::gate},
                                      {"turnstile", O::bollard},
                                      {"full-height turnstile", O::bollard},
                                      {"stile", O::bollard},
                                      {"cycle barrier", O::bollard},
                                      {"motorcycle barrier", O::bollard},
                                      {"bump gate", O::gate},
                                      {"hampshire gate", O::gate},
                                      {"sump buster", O::limit},
                                      {"bus trap", O::limit},
                                      {"cattle grid", O::minor},
                                      {"limit", O::limit},
                                      {"height restrictor", O::limit},
                                      {"width restrictor", O::limit},
                                      {"限高杆", O::limit},
                                      {"限高架", O::limit},
                                      {"限宽墩", O::limit},
                                      {"限高", O::limit},
                                      {"限宽", O::limit},
                                      {"wall", O::wall},
                                      {"city wall", O::wall},
                                      {"retaining wall", O::wall},
                                      {"围墙", O::wall},
                                      {"围挡", O::wall},
                                      {"施工围挡", O::wall},
                                      {"墙", O::wall},
                                      {"fence", O::fence},
                                      {"guard rail", O::fence},
                                      {"handrail", O::fence},
                                      {"hedge", O::fence},
                                      {"栅栏", O::fence},
                                      {"铁网", O::fence},
                                      {"护栏", O::fence},
                                      {"围栏", O::fence},
                                      {"wire fence", O::fence},
                                      {"barrier board", O::fence},
                                      {"extension", O::extension},
                                      {"违建", O::extension},
                                      {"搭建", O::extension},
                                      {"雨棚", O::extension},
                                      {"阳光房", O::extension},
                                      {"棚子", O::extension},
                                      {"违章建筑", O::extension},
                                      {"stall", O::stall},
                                      {"摊位", O::stall},
                                      {"占道经营", O::stall},
                                      {"市场", O::stall},
                                      {"market", O::stall},
                                      {"goods", O::goods},
                                      {"堆物", O::goods},
                                      {"杂物", O::goods},
                                      {"建材", O::goods},
                                      {"堆放杂物", O::goods},
                                      {"pole", O::pole},
                                      {"电杆", O::pole},
                                      {"电线杆", O::pole},
                                      {"变压器", O::pole},
                                      {"路灯", O::pole},
                                      {"power pole", O::pole},
                                      {"utility pole", O::pole},
                                      {"street lamp", O::pole},
                                      {"tower", O::pole},
                                      {"mast", O::pole},
                                      {"flagpole", O::pole},
                                      {"overhead", O::overhead},
                                      {"架空线", O::overhead},
                                      {"低垂线缆", O::overhead},
                                      {"广告牌", O::overhead},
                                      {"灯箱", O::overhead},
                                      {"空调机", O::overhead},
                                      {"线缆", O::overhead},
                                      {"cable", O::overhead},
                                      {"sign", O::overhead},
                                      {"fixture", O::fixture},
                                      {"花坛", O::fixture},
                                      {"绿篱", O::fence},
                                      {"树", O::tree},
                                      {"树木", O::tree},
                                      {"tree", O::tree},
                                      {"台阶", O::fixture},
                                      {"坡道", O::fixture},
                                      {"路缘石", O::kerb},
                                      {"窨井", O::fixture},
                                      {"水池", O::fixture},
                                      {"游泳池", O::fixture},
                                      {"健身器材", O::fixture},
                                      {"长椅", O::fixture},
                                      {"bench", O::fixture},
                                      {"fountain", O::fixture},
                                      {"steps", O::fixture},
                                      {"minor", O::minor},
                                      {"门槛", O::minor},
                                      {"减速带", O::minor},
                                      {"speed bump", O::minor},
                                      {"kerb", O::kerb},
                                      {"curb", O::kerb},
                                      {"arch", O::arch},
                                      {"牌坊", O::arch},
                                      {"过街楼", O::arch},
                                      {"门洞", O::arch},
                                      {"tunnel", O::arch},
                                      {"骑楼", O::arch}};

using H = HydrantStatus;
constexpr WordEntry<H> statuses[] = {{"working", H::working},
                                     {"完好", H::working},
                                     {"正常", H::working},
                                     {"好", H::working},
                                     {"可用", H::working},
                                     {"合格", H::working},
                                     {"1", H::working},
                                     {"√", H::working},
                                     {"良好", H::working},
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
                                     {"不完好", H::defective},
                                     {"锈蚀", H::defective},
                                     {"no water", H::no_water},
                                     {"无水", H::no_water},
                                     {"缺水", H::no_water},
                                     {"停水", H::no_water},
                                     {"欠压", H::no_water},
                                     {"水压不足", H::no_water},
                                     {"压力不足", H::no_water},
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

Word<RoadClass> parse_road_class(std::string_view text) {
  return look_up(text, std::span<const WordEntry<RoadClass>>(road_classes));
}

Word<ObstacleKind> parse_obstacle_kind(std::string_view text) {
  return look_up(text, std::span<const WordEntry<ObstacleKind>>(obstacles));
}

bool usually_removable(ObstacleKind kind) {
  return kind == O::parked || kind == O::shed || kind == O::stall || kind == O::goods ||
         kind == O::bollard || kind == O::limit;
}

namespace {

using Status = WordEntry<HydrantStatus>;

/// Whether a word that turns the next one round ends `before`: "不正常", "未损坏".
bool is_denied(std::string_view before) {
  static constexpr std::string_view denials[] = {"不",   "未",   "非",   "无",  "没", "没有",
                                                 "难以", "not ", "non-", "no ", "un", "in"};
  return std::any_of(std::begin(denials), std::end(denials),
                     [&](std::string_view word) { return before.ends_with(word); });
}

/// The status that all known words inside a remark agree on; ambiguous if they do not, or if one is
/// denied ("基本完好但漏水" is not working).
Word<HydrantStatus> status_inside(std::string_view plain) {
  Word<HydrantStatus> out;
  for (std::size_t at = 0; at < plain.size();) {
    const Status* longest = nullptr;
    for (const Status& entry : statuses)
      if (entry.word.size() >= 5 && plain.substr(at).starts_with(entry.word) &&
          (longest == nullptr || entry.word.size() > longest->word.size()))
        longest = &entry;
    if (longest == nullptr) {
      ++at;
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
  }
  out.unreadable = !out.value;
  return out;
}

}  // namespace

Word<HydrantStatus> parse_hydrant_status(std::string_view text) {
  const std::string plain = tidy(text);
  if (plain == "未知" || plain == "待查" || plain == "unknown" || plain == "unk")
    return {HydrantStatus::unknown};
  if (plain == "yes") return {HydrantStatus::working};
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
  const auto parts = pieces(words, "/;,|+&");
  if (parts.size() < 2) return status_inside(words);
  Word<HydrantStatus> all;
  for (const auto& part : parts) {
    const Word<HydrantStatus> one = parse_hydrant_status(part);
    if (one.ambiguous || (one.value && all.value && *all.value != *one.value)) {
      Word<HydrantStatus> torn;
      torn.ambiguous = true;
      return torn;
    }
    if (!one.value) continue;
    all.value = one.value;
    all.assumed = all.assumed || one.assumed;
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
