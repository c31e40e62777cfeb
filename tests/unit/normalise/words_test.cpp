#include "core/normalise/words.hpp"

#include <gtest/gtest.h>

namespace firebreak {
namespace {

TEST(Words, Truth) {
  for (const auto* text : {"yes", "TRUE", "1", "是", "有", "√", "Y", "1.0"})
    EXPECT_EQ(parse_truth(text).value, true) << text;
  for (const auto* text : {"no", "False", "0", "否", "无", "×", "n"})
    EXPECT_EQ(parse_truth(text).value, false) << text;
  EXPECT_FALSE(parse_truth("unknown").value);
  EXPECT_FALSE(parse_truth("unknown").unreadable);
  EXPECT_FALSE(parse_truth("").unreadable);
  EXPECT_TRUE(parse_truth("maybe").unreadable);
}

TEST(Words, CategoriesOfKeySites) {
  using S = SiteCategory;
  for (const auto& [text, wanted] :
       std::initializer_list<std::pair<const char*, S>>{{"学校", S::school},
                                                        {"中心小学", S::school},
                                                        {"幼儿园", S::kindergarten},
                                                        {"乡镇卫生院", S::hospital},
                                                        {"敬老院", S::elderly_home},
                                                        {"福利院", S::welfare_home},
                                                        {"小旅馆", S::hotel},
                                                        {"供销社商场", S::shopping},
                                                        {"影剧院", S::cinema},
                                                        {"网吧", S::internet_cafe},
                                                        {"KTV", S::entertainment},
                                                        {"小餐饮", S::restaurant},
                                                        {"图书馆", S::library},
                                                        {"汽车客运站", S::transport_hub},
                                                        {"加油站", S::fuel_station},
                                                        {"加油加气站", S::fuel_station},
                                                        {"液化石油气站", S::gas_station},
                                                        {"危化品企业", S::chemical},
                                                        {"烟花爆竹零售点", S::fireworks},
                                                        {"物流仓储", S::warehouse},
                                                        {"小作坊", S::factory},
                                                        {"群租房", S::rental_housing},
                                                        {"“三合一”场所", S::mixed_use},
                                                        {"三合一作坊", S::mixed_use},
                                                        {"经营性自建房", S::self_built},
                                                        {"文物建筑", S::heritage},
                                                        {"电动自行车充电点", S::ebike_charging},
                                                        {"储能电站", S::energy_storage},
                                                        {"高层建筑", S::high_rise},
                                                        {"地下空间", S::underground},
                                                        {"美容洗浴", S::beauty},
                                                        {"消防安全重点单位", S::key_unit},
                                                        {"火灾高危单位", S::high_risk_unit},
                                                        {"九小场所", S::small_place},
                                                        {"重点单位（医院）", S::hospital},
                                                        {"nursing_home", S::elderly_home},
                                                        {"place_of_worship", S::worship},
                                                        {"fuel_station", S::fuel_station}}) {
    EXPECT_EQ(parse_site_category(text).value, wanted) << text;
    EXPECT_FALSE(parse_site_category(text).assumed) << text;
  }
  EXPECT_EQ(parse_site_category("小学食堂").value, S::restaurant) << "the noun stands last";
  EXPECT_TRUE(parse_site_category("小学食堂").assumed);
  for (const char* nothing : {"其他", "不详", ""})
    EXPECT_FALSE(parse_site_category(nothing).unreadable) << nothing;
  for (const char* unknown : {"二类", "A", "3"})
    EXPECT_TRUE(parse_site_category(unknown).unreadable) << unknown;
}

TEST(Words, StructureOfTheChineseLists) {
  using S = Structure;
  for (const auto& [text, wanted] :
       std::initializer_list<std::pair<const char*, S>>{{"钢筋混凝土", S::rc},
                                                        {"钢筋砼", S::rc},
                                                        {"砼", S::rc},
                                                        {"框架结构", S::rc},
                                                        {"框剪", S::rc},
                                                        {"剪力墙", S::rc},
                                                        {"RC", S::rc},
                                                        {"钢混", S::steel_rc},
                                                        {"钢、钢筋混凝土", S::steel_rc},
                                                        {"钢结构", S::steel},
                                                        {"门式刚架", S::steel},
                                                        {"砖混", S::brick_concrete},
                                                        {"砖混结构", S::brick_concrete},
                                                        {"混合结构", S::brick_concrete},
                                                        {"砖木", S::brick_timber},
                                                        {"土木", S::earth_timber},
                                                        {"土坯", S::earth_timber},
                                                        {"木结构", S::timber},
                                                        {"石结构", S::stone},
                                                        {"竹", S::bamboo},
                                                        {"砌体", S::masonry},
                                                        {"窑洞", S::cave},
                                                        {"彩钢板", S::sheet_sandwich},
                                                        {"简易", S::shack},
                                                        {"混杂结构", S::mixed},
                                                        {"brick", S::masonry},
                                                        {"wood", S::timber},
                                                        {"timber_framing", S::timber},
                                                        {"reinforced_concrete", S::rc},
                                                        {"stone", S::stone}}) {
    EXPECT_EQ(parse_structure(text).value, wanted) << text;
    EXPECT_FALSE(parse_structure(text).assumed) << text;
  }
  EXPECT_TRUE(parse_structure("砖木/砖混").ambiguous);
  EXPECT_FALSE(parse_structure("砖木/砖混").value);
  EXPECT_TRUE(parse_structure("3").unreadable) << "digits need their legend";
  for (const auto* nothing : {"其他", "未知", "", "不详", "plaster", "glass"}) {
    EXPECT_FALSE(parse_structure(nothing).value) << nothing;
    EXPECT_FALSE(parse_structure(nothing).unreadable) << nothing;
  }
  EXPECT_EQ(parse_structure("现浇钢筋混凝土框架").value, S::rc);
  EXPECT_TRUE(parse_structure("现浇钢筋混凝土框架").assumed);
}

TEST(Words, FireGrades) {
  EXPECT_EQ(parse_fire_grade("二级").value, 2);
  EXPECT_EQ(parse_fire_grade("II").value, 2);
  EXPECT_EQ(parse_fire_grade("Ⅲ级").value, 3);
  EXPECT_EQ(parse_fire_grade("耐火等级一级").unreadable, true);
  EXPECT_EQ(parse_fire_grade("4").value, 4);
  EXPECT_EQ(parse_fire_grade("一、二级").value, 2);
  EXPECT_TRUE(parse_fire_grade("一、二级").assumed);
  EXPECT_TRUE(parse_fire_grade("5").unreadable);
}

TEST(Words, UsesOfBuildings) {
  EXPECT_EQ(parse_use("apartments").value, Use::apartments);
  EXPECT_EQ(parse_use("semidetached_house").value, Use::house);
  EXPECT_EQ(parse_use("住宅").value, Use::residential);
  EXPECT_EQ(parse_use("商业用房").value, Use::commercial);
  EXPECT_EQ(parse_use("train_station").value, Use::transport);
  EXPECT_EQ(parse_use("farm_auxiliary").value, Use::agricultural);
  EXPECT_FALSE(parse_use("yes").value);
  EXPECT_FALSE(parse_use("yes").unreadable);
  EXPECT_TRUE(parse_use("retail;residential").ambiguous);
}

TEST(Words, RoadClasses) {
  using R = RoadClass;
  for (const auto& [text, wanted] :
       std::initializer_list<std::pair<const char*, R>>{{"motorway_link", R::motorway},
                                                        {"trunk", R::trunk},
                                                        {"residential", R::residential},
                                                        {"living_street", R::living_street},
                                                        {"service", R::service},
                                                        {"track", R::track},
                                                        {"pedestrian", R::pedestrian},
                                                        {"footway", R::footway},
                                                        {"steps", R::steps},
                                                        {"construction", R::construction},
                                                        {"主干路", R::primary},
                                                        {"次干路", R::secondary},
                                                        {"支路", R::tertiary},
                                                        {"街巷", R::alley},
                                                        {"巷道", R::alley},
                                                        {"步行街", R::pedestrian},
                                                        {"村道", R::residential},
                                                        {"小区路", R::living_street},
                                                        {"快速路", R::motorway}})
    EXPECT_EQ(parse_road_class(text).value, wanted) << text;
  EXPECT_TRUE(parse_road_class("7").unreadable);
}

TEST(Words, OneWayAndAccess) {
  EXPECT_EQ(parse_one_way("yes").value, OneWay::forward);
  EXPECT_EQ(parse_one_way("1").value, OneWay::forward);
  EXPECT_EQ(parse_one_way("-1").value, OneWay::backward);
  EXPECT_EQ(parse_one_way("no").value, OneWay::no);
  EXPECT_EQ(parse_one_way("单行").value, OneWay::forward);
  EXPECT_EQ(parse_one_way("FT").value, OneWay::forward);
  EXPECT_EQ(parse_one_way("双向").value, OneWay::no);
  EXPECT_EQ(parse_access("private").value, Access::private_);
  EXPECT_EQ(parse_access("no").value, Access::no);
  EXPECT_EQ(parse_access("emergency").value, Access::emergency);
  EXPECT_EQ(parse_access("yes").value, Access::yes) << "emergency=yes, motor_vehicle=yes";
}

TEST(Words, HydrantStates) {
  using H = HydrantStatus;
  for (const auto& [text, wanted] :
       std::initializer_list<std::pair<const char*, H>>{{"完好", H::working},
                                                        {"正常", H::working},
                                                        {"√", H::working},
                                                        {"1", H::working},
                                                        {"ACT", H::working},
                                                        {"损坏", H::defective},
                                                        {"锈死", H::defective},
                                                        {"×", H::defective},
                                                        {"无水", H::no_water},
                                                        {"水压不足", H::no_water},
                                                        {"埋压", H::blocked},
                                                        {"绿化遮挡", H::blocked},
                                                        {"丢失", H::missing},
                                                        {"停用", H::disused},
                                                        {"在建", H::building},
                                                        {"规划", H::planned},
                                                        {"未知", H::unknown},
                                                        {"out of service", H::defective}})
    EXPECT_EQ(parse_hydrant_status(text).value, wanted) << text;
  for (const char* not_known :
       {"不详", "不明", "不清楚", "待核实", "?", "？", "unknown", "Unbekannt"})
    EXPECT_EQ(parse_hydrant_status(not_known).value, H::unknown) << not_known;
  for (const char* empty : {"", "-", "/", "n/a", "无", "null"})
    EXPECT_FALSE(parse_hydrant_status(empty).value)
        << empty << ": nobody filled it in, the city takes it as working";
  for (const char* doubted : {"正常（待查）", "正常(待查)", "正常待核实", "完好 待核", "正常？",
                              "working?", "完好【存疑】", "OK (to be checked)"}) {
    const auto word = parse_hydrant_status(doubted);
    EXPECT_EQ(word.value, H::unknown) << doubted;
    EXPECT_TRUE(word.assumed) << doubted << ": the health of the data says so";
  }
  EXPECT_EQ(parse_hydrant_status("正常（已核实）").value, H::working);
  EXPECT_EQ(parse_hydrant_status("1").value, H::working);
  EXPECT_TRUE(parse_hydrant_status("1").assumed) << "only the source's legend knows";
  EXPECT_TRUE(parse_hydrant_status("0").unreadable) << "a code without legend";
  EXPECT_TRUE(parse_hydrant_status("已锈死,漏水").value == H::defective);
  EXPECT_TRUE(parse_hydrant_status("无水,损坏").ambiguous);
  EXPECT_TRUE(parse_hydrant_status("不正常").ambiguous) << "a word inside that is denied";
  EXPECT_TRUE(parse_hydrant_status("基本完好但漏水").ambiguous);
  EXPECT_EQ(parse_hydrant_status("现状完好").value, H::working);
  EXPECT_EQ(parse_hydrant_status("阀门锈死打不开").value, H::defective);
}

TEST(Words, AsLedgersAnswerAndTownsName) {
  for (const auto& [text, wanted] : std::initializer_list<std::pair<const char*, HydrantStatus>>{
           {"是", HydrantStatus::working},
           {"能用", HydrantStatus::working},
           {"已修复", HydrantStatus::working},
           {"否", HydrantStatus::defective},
           {"不能用", HydrantStatus::defective},
           {"未修复", HydrantStatus::defective},
           {"维修中", HydrantStatus::defective},
           {"缺闷盖", HydrantStatus::defective}})
    EXPECT_EQ(parse_hydrant_status(text).value, wanted) << text;
  EXPECT_TRUE(parse_hydrant_status("是").assumed) << "what was asked stands in the header alone";
  EXPECT_TRUE(parse_hydrant_status("否").assumed);
  EXPECT_NE(parse_hydrant_status("损坏，已修复").value, HydrantStatus::working);
  EXPECT_NE(parse_hydrant_status("修好才能用").value, HydrantStatus::working);
  EXPECT_NE(parse_hydrant_status("不是").value, HydrantStatus::working);
  EXPECT_EQ(parse_structure("泥砖").value, Structure::earth_timber);
  EXPECT_EQ(parse_structure("钢架").value, Structure::steel);
  EXPECT_TRUE(parse_structure("砖瓦").assumed) << "walls of brick, and likely a roof of timber";
  for (const auto& [text, wanted] : std::initializer_list<std::pair<const char*, ObstacleKind>>{
           {"挡车桩", ObstacleKind::bollard},
           {"伸缩门", ObstacleKind::gate},
           {"垃圾桶", ObstacleKind::goods},
           {"花池", ObstacleKind::fixture},
           {"行道树", ObstacleKind::tree},
           {"私家车", ObstacleKind::parked}})
    EXPECT_EQ(parse_obstacle_kind(text).value, wanted) << text;
  EXPECT_EQ(parse_road_class("村内道路").value, RoadClass::residential);
  EXPECT_EQ(parse_road_class("田间道").value, RoadClass::track);
}

/// A hydrant that is read as working is counted on in a fire.
TEST(Words, WorkingIsNotReadOutOfWordsThatTakeItBack) {
  for (const char* out : {"不能正常使用",
                          "无法使用",
                          "无法正常出水",
                          "不能正常出水",
                          "停止使用",
                          "已停止使用",
                          "暂停使用",
                          "暂不使用",
                          "失去使用功能",
                          "影响使用",
                          "尚未投入使用",
                          "待维修后正常使用",
                          "外观完好但无法出水",
                          "完好，打不开",
                          "完好,不出水",
                          "正常；未通水",
                          "部分正常",
                          "no longer in service",
                          "not fully operational",
                          "not currently working",
                          "was in service until 2010"})
    EXPECT_NE(parse_hydrant_status(out).value, HydrantStatus::working) << out;
  EXPECT_EQ(parse_hydrant_status("无法使用").value, HydrantStatus::defective);
  EXPECT_EQ(parse_hydrant_status("停止使用").value, HydrantStatus::disused);
  EXPECT_EQ(parse_hydrant_status("不出水").value, HydrantStatus::no_water);
  for (const char* sound :
       {"正常使用", "可以使用", "使用正常", "水压正常", "现状完好", "不锈钢栓完好", "无锡路口正常",
        "停车场旁完好", "正常，无漏水", "无异常", "未发现问题", "完好，不锈钢", "in working order",
        "in service since 2010"})
    EXPECT_EQ(parse_hydrant_status(sound).value, HydrantStatus::working) << sound;
}

TEST(Words, ARingIsNotReadOutOfWordsThatDoubtIt) {
  for (const char* open : {"枝状(规划环状)", "环状与枝状", "枝状改环状", "未成环状", "半环状",
                           "非环状", "环状/枝状", "looped (planned)"})
    EXPECT_FALSE(parse_main_layout(open).value) << open;
  for (const char* ring : {"环状", "环状供水管网", "环网", "Ring"})
    EXPECT_EQ(parse_main_layout(ring).value, MainLayout::ring) << ring;
}

TEST(Words, HydrantForms) {
  const auto pillar = parse_hydrant_form("pillar");
  EXPECT_EQ(pillar.kind, HydrantKind::hydrant);
  EXPECT_EQ(pillar.below_ground, false);
  EXPECT_EQ(parse_hydrant_form("underground").below_ground, true);
  EXPECT_EQ(parse_hydrant_form("suction_point").kind, HydrantKind::suction);
  EXPECT_EQ(parse_hydrant_form("消防水鹤").kind, HydrantKind::crane);
  const auto joined = parse_hydrant_form("市政地上式消火栓");
  EXPECT_EQ(joined.kind, HydrantKind::hydrant);
  EXPECT_EQ(joined.below_ground, false);
  EXPECT_EQ(joined.owner, Owner::public_);
  EXPECT_TRUE(parse_hydrant_form("purple").unreadable);
  EXPECT_EQ(parse_owner("PRIVATE HARVARD").value, Owner::private_);
  EXPECT_FALSE(parse_owner("Kennedy").unreadable) << "a name";
  EXPECT_EQ(parse_main_layout("环状").value, MainLayout::ring);
  EXPECT_EQ(parse_main_layout("枝状管网").value, MainLayout::branch);
}

TEST(Words, ObstaclesAndTheRest) {
  EXPECT_EQ(parse_obstacle_kind("bollard").value, ObstacleKind::bollard);
  EXPECT_EQ(parse_obstacle_kind("lift_gate").value, ObstacleKind::gate);
  EXPECT_EQ(parse_obstacle_kind("违停车辆").value, ObstacleKind::parked);
  EXPECT_EQ(parse_obstacle_kind("限高杆").value, ObstacleKind::limit);
  EXPECT_EQ(parse_obstacle_kind("占道经营").value, ObstacleKind::stall);
  EXPECT_EQ(parse_obstacle_kind("height_restrictor").value, ObstacleKind::limit);
  EXPECT_TRUE(usually_removable(ObstacleKind::parked));
  EXPECT_FALSE(usually_removable(ObstacleKind::wall));
  EXPECT_EQ(parse_opening("常开").value, Opening::open);
  EXPECT_EQ(parse_opening("锁死").value, Opening::locked);
  EXPECT_EQ(parse_occasion("夜间").value, Occasion::night);
  EXPECT_EQ(parse_barrier_kind("river").value, BarrierKind::water);
  EXPECT_EQ(parse_barrier_kind("rail").value, BarrierKind::rail);
  EXPECT_EQ(parse_unit_level("社区").value, 2);
  EXPECT_EQ(parse_unit_level("小").value, 3);
  EXPECT_EQ(parse_in_use("规划").value, false);
  EXPECT_EQ(parse_in_use("现状").value, true);
}

}  // namespace
}  // namespace firebreak
