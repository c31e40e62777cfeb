#include <algorithm>
#include <tuple>

#include "core/normalise/word_table.hpp"

namespace firebreak {

namespace {

using S = SiteCategory;
constexpr WordEntry<S> categories[] = {
    {"学校", S::school},
    {"小学", S::school},
    {"中学", S::school},
    {"高中", S::school},
    {"初中", S::school},
    {"大学", S::school},
    {"学院", S::school},
    {"职校", S::school},
    {"技校", S::school},
    {"党校", S::school},
    {"培训", S::school},
    {"school", S::school},
    {"college", S::school},
    {"university", S::school},
    {"幼儿园", S::kindergarten},
    {"托儿所", S::kindergarten},
    {"幼托", S::kindergarten},
    {"托育", S::kindergarten},
    {"kindergarten", S::kindergarten},
    {"childcare", S::kindergarten},
    {"daycare", S::kindergarten},
    {"医院", S::hospital},
    {"卫生院", S::hospital},
    {"卫生室", S::hospital},
    {"卫生服务", S::hospital},
    {"诊所", S::hospital},
    {"门诊", S::hospital},
    {"疗养院", S::hospital},
    {"医疗", S::hospital},
    {"hospital", S::hospital},
    {"clinic", S::hospital},
    {"doctors", S::hospital},
    {"养老", S::elderly_home},
    {"敬老院", S::elderly_home},
    {"老年公寓", S::elderly_home},
    {"幸福院", S::elderly_home},
    {"nursing home", S::elderly_home},
    {"福利", S::welfare_home},
    {"救助站", S::welfare_home},
    {"残疾人", S::welfare_home},
    {"social facility", S::welfare_home},
    {"宾馆", S::hotel},
    {"旅馆", S::hotel},
    {"酒店", S::hotel},
    {"旅店", S::hotel},
    {"旅社", S::hotel},
    {"招待所", S::hotel},
    {"民宿", S::hotel},
    {"客栈", S::hotel},
    {"hotel", S::hotel},
    {"hostel", S::hotel},
    {"motel", S::hotel},
    {"guest house", S::hotel},
    {"商场", S::shopping},
    {"市场", S::shopping},
    {"超市", S::shopping},
    {"百货", S::shopping},
    {"商店", S::shopping},
    {"商铺", S::shopping},
    {"门市", S::shopping},
    {"集贸", S::shopping},
    {"购物中心", S::shopping},
    {"mall", S::shopping},
    {"shop", S::shopping},
    {"supermarket", S::shopping},
    {"marketplace", S::shopping},
    {"department store", S::shopping},
    {"影剧院", S::cinema},
    {"影院", S::cinema},
    {"影城", S::cinema},
    {"剧院", S::cinema},
    {"剧场", S::cinema},
    {"礼堂", S::cinema},
    {"会堂", S::cinema},
    {"cinema", S::cinema},
    {"theatre", S::cinema},
    {"arts centre", S::cinema},
    {"events venue", S::cinema},
    {"网吧", S::internet_cafe},
    {"网咖", S::internet_cafe},
    {"上网服务", S::internet_cafe},
    {"internet cafe", S::internet_cafe},
    {"ktv", S::entertainment},
    {"歌厅", S::entertainment},
    {"歌舞", S::entertainment},
    {"舞厅", S::entertainment},
    {"夜总会", S::entertainment},
    {"酒吧", S::entertainment},
    {"娱乐", S::entertainment},
    {"游艺", S::entertainment},
    {"棋牌", S::entertainment},
    {"nightclub", S::entertainment},
    {"bar", S::entertainment},
    {"饭店", S::restaurant},
    {"餐饮", S::restaurant},
    {"餐馆", S::restaurant},
    {"餐厅", S::restaurant},
    {"酒楼", S::restaurant},
    {"食堂", S::restaurant},
    {"restaurant", S::restaurant},
    {"体育馆", S::stadium},
    {"体育场", S::stadium},
    {"健身", S::stadium},
    {"stadium", S::stadium},
    {"sports centre", S::stadium},
    {"图书馆", S::library},
    {"博物馆", S::library},
    {"展览馆", S::library},
    {"文化馆", S::library},
    {"纪念馆", S::library},
    {"档案馆", S::library},
    {"library", S::library},
    {"museum", S::library},
    {"community centre", S::library},
    {"车站", S::transport_hub},
    {"客运站", S::transport_hub},
    {"码头", S::transport_hub},
    {"机场", S::transport_hub},
    {"bus station", S::transport_hub},
    {"加油站", S::fuel_station},
    {"加油", S::fuel_station},
    {"油库", S::fuel_station},
    {"fuel", S::fuel_station},
    {"petrol station", S::fuel_station},
    {"加气站", S::gas_station},
    {"加气", S::gas_station},
    {"加油加气站", S::fuel_station},
    {"液化气", S::gas_station},
    {"液化石油气", S::gas_station},
    {"燃气", S::gas_station},
    {"气化站", S::gas_station},
    {"化工", S::chemical},
    {"危化品", S::chemical},
    {"危险化学品", S::chemical},
    {"危险品", S::chemical},
    {"易燃易爆", S::chemical},
    {"chemical", S::chemical},
    {"烟花爆竹", S::fireworks},
    {"烟花", S::fireworks},
    {"爆竹", S::fireworks},
    {"fireworks", S::fireworks},
    {"仓库", S::warehouse},
    {"仓储", S::warehouse},
    {"物流", S::warehouse},
    {"冷库", S::warehouse},
    {"warehouse", S::warehouse},
    {"工厂", S::factory},
    {"厂房", S::factory},
    {"加工", S::factory},
    {"作坊", S::factory},
    {"车间", S::factory},
    {"工业企业", S::factory},
    {"生产企业", S::factory},
    {"劳动密集型", S::factory},
    {"industrial", S::factory},
    {"factory", S::factory},
    {"出租屋", S::rental_housing},
    {"出租房", S::rental_housing},
    {"群租房", S::rental_housing},
    {"宿舍", S::rental_housing},
    {"三合一", S::mixed_use},
    {"多合一", S::mixed_use},
    {"二合一", S::mixed_use},
    {"自建房", S::self_built},
    {"文物", S::heritage},
    {"古建", S::heritage},
    {"历史建筑", S::heritage},
    {"祠堂", S::heritage},
    {"充电点", S::ebike_charging},
    {"充电棚", S::ebike_charging},
    {"电动自行车", S::ebike_charging},
    {"电动车充电", S::ebike_charging},
    {"储能", S::energy_storage},
    {"储能电站", S::energy_storage},
    {"高层建筑", S::high_rise},
    {"高层", S::high_rise},
    {"综合体", S::high_rise},
    {"地下空间", S::underground},
    {"地下商场", S::underground},
    {"地下车库", S::underground},
    {"人防", S::underground},
    {"美容", S::beauty},
    {"美发", S::beauty},
    {"洗浴", S::beauty},
    {"桑拿", S::beauty},
    {"足浴", S::beauty},
    {"寺庙", S::worship},
    {"教堂", S::worship},
    {"宗教", S::worship},
    {"place of worship", S::worship},
    {"景区", S::tourism},
    {"景点", S::tourism},
    {"attraction", S::tourism},
    {"机关", S::office},
    {"办公", S::office},
    {"行政单位", S::office},
    {"office", S::office},
    {"监狱", S::custody},
    {"看守所", S::custody},
    {"拘留所", S::custody},
    {"prison", S::custody},
    {"九小", S::small_place},
    {"小场所", S::small_place},
    {"重点单位", S::key_unit},
    {"高危单位", S::high_risk_unit},
};

/// Lists that a place stands on, whatever it is: what it is says more.
bool is_list(S category) {
  return category == S::small_place || category == S::key_unit || category == S::high_risk_unit;
}

/// The word inside that says what the place is: the longest, of words as long the last, since the
/// noun ends a Chinese name; that people sleep there goes before what is made there. `other` gets
/// whether another word says something else.
const WordEntry<S>* telling_word(std::string_view plain, bool* other) {
  const WordEntry<S>* best = nullptr;
  std::size_t best_at = 0;
  for (const auto& entry : categories) {
    const std::size_t at = plain.rfind(entry.word);
    if (at == std::string_view::npos || entry.word.size() < 5) continue;
    const auto rank = [](const WordEntry<S>& e, std::size_t where) {
      return std::tuple(e.value == S::mixed_use, !is_list(e.value), e.word.size(), where);
    };
    if (best == nullptr || rank(entry, at) > rank(*best, best_at)) best = &entry, best_at = at;
  }
  *other = false;
  if (best == nullptr || best->value == S::mixed_use) return best;
  for (const auto& entry : categories)
    if (entry.value != best->value && entry.word.size() >= 5 && !is_list(entry.value) &&
        plain.find(entry.word) != std::string_view::npos &&
        best->word.find(entry.word) == std::string_view::npos)
      *other = true;
  return best;
}

}  // namespace

Word<SiteCategory> parse_site_category(std::string_view text) {
  std::string plain = tidy(text);
  if (says_nothing(plain)) return {};
  Word<SiteCategory> out;
  if (const auto code = site_category_from(plain)) {
    out.value = *code;
    return out;
  }
  std::ranges::replace(plain, '_', ' ');
  if (const auto* whole = find_word<SiteCategory>(plain, categories)) {
    out.value = whole->value;
    return out;
  }
  bool other = false;
  const WordEntry<S>* telling = telling_word(plain, &other);
  return word_of(telling, other);
}

}  // namespace firebreak
