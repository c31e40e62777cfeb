#include "core/normalise/gazetteer.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/attributes.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

constexpr double meeting_m = 30;       ///< centre lines this near meet, also of divided roads
constexpr double one_crossing_m = 60;  ///< places further apart are different crossings
constexpr double beside_road_m = 100;  ///< houses further from the road stand behind it
/// Houses further apart on their road tell too little of a number between theirs: it may stand
/// anywhere there, a quarter of it is one sigma.
constexpr double between_houses_m = 4 * address_accuracy_m;

/// The number of a house without its letter or its second part: 16 of "16A" and "16-2".
int whole_number(std::string_view number) {
  int value = 0;
  std::from_chars(number.data(), number.data() + number.size(), value);
  return value;
}

std::string several(const Address& address) {
  return address.number.empty()
             ? text("{0} and {1} meet at several places", address.road, address.crossing)
             : text("several buildings carry the house number {0} of {1}", address.number,
                    address.road);
}

std::string none(const Address& address) {
  return address.number.empty()
             ? text("{0} and {1} do not meet on the road layer", address.road, address.crossing)
             : text("no building carries the house number {0} of {1}", address.number,
                    address.road);
}

std::string none_in(const Address& address, std::string_view town) {
  return address.number.empty()
             ? text("{0} and {1} meet, but not in {2}", address.road, address.crossing, town)
             : text("no building in {2} carries the house number {0} of {1}", address.number,
                    address.road, town);
}

}  // namespace

Gazetteer::Gazetteer(const Workshop& shop, const Table<Road>& roads,
                     const Table<Building>& buildings, const Table<ManagementUnit>& units)
    : roads_(roads), units_(units) {
  for (std::uint32_t r = 0; r < roads.size(); ++r) {
    names_.add(roads.names[r]);
    streets_[plain_road_name(roads.names[r])].rows.push_back(r);
  }
  add_houses(shop, buildings);
}

void Gazetteer::add_houses(const Workshop& shop, const Table<Building>& buildings) {
  std::map<std::pair<std::uint32_t, std::int64_t>, Address> addresses;
  std::string buffer;
  for (const Intake& intake : shop.intakes) {
    if (intake.role != Role::buildings) continue;
    const FieldColumn column = FieldColumns(intake.layer)["address"];
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row)
      if (column.has(row))
        if (auto house = house_of(cell_view(*column.column, row, buffer), names_))
          addresses.emplace(std::pair(intake.source, intake.raw().fids[row]), std::move(*house));
  }
  if (addresses.empty()) return;
  for (std::uint32_t b = 0; b < buildings.size(); ++b) {
    const Origin& origin = buildings[b].origin;
    const auto found = addresses.find({origin.source, origin.fid});
    if (found == addresses.end()) continue;
    const std::string& number = found->second.number;
    Street& street = streets_.at(found->second.road);
    street.houses[{whole_number(number), number}].push_back(
        {0, on_road(street, interior_point(buildings.shapes, b))});
  }
}

FoundPlace Gazetteer::find(std::string_view words, std::string_view town,
                           std::string_view village) const {
  FoundPlace found;
  const auto address = parse_address(words, names_);
  if (!address)
    found.reason = text("it names no two roads of the road layer that meet, and no house number");
  else if (address->in_lane)
    found.reason = text("it lies in a lane off {} that is not on the road layer", address->road);
  else if (!address->tells_which_way())
    found.reason = text("it says how far, {:.0f} m, and not which way", address->distance_m);
  else if (units_.lack(town))
    found.reason = text("its town {} is none of the management units", tidy(town));
  if (!found.reason.empty()) return found;

  InTown in = units_.called(town);
  if (in.empty()) in = units_.heading(words, address->road);
  if (in.empty()) in = units_.called(village);
  const Street& street = streets_.at(address->road);
  const int number = whole_number(address->number);
  Places all;
  if (address->number.empty())
    all = crossings(street, streets_.at(address->crossing));
  else if (const auto house = street.houses.find({number, address->number});
           house != street.houses.end())
    all = house->second;
  const bool elsewhere = !all.empty();
  const Places places = in_town(std::move(all), in);
  found.at = only_one(places);
  if (!found.at) found.at = only_one(in_town(places, units_.called(village)));
  if (places.empty() && !address->number.empty()) {
    found.at = between_houses(street, in, number);
    found.between_houses = found.at.has_value();
  }
  if (found.at)
    *found.at = *found.at + address->distance_m * address->direction;
  else
    found.reason = !places.empty()            ? several(*address)
                   : elsewhere && !in.empty() ? none_in(*address, units_.name(in.front()))
                                              : none(*address);
  return found;
}

/// The place on a street that is nearest to a place beside it; that itself if the street is far.
Xy Gazetteer::on_road(const Street& street, Xy at) const {
  Xy best = at;
  double least2 = beside_road_m * beside_road_m;
  for (const std::uint32_t r : street.rows) {
    Xy foot;
    const double distance2 = boundary_distance2_m2(roads_.shapes, r, at, &foot);
    if (distance2 < least2) least2 = distance2, best = foot;
  }
  return best;
}

/// Where two streets meet, or come near each other.
Gazetteer::Places Gazetteer::crossings(const Street& one, const Street& other) const {
  Places meetings;
  const auto add = [&](std::span<const Xy> a, std::span<const Xy> b) {
    for (std::size_t i = 0; i + 1 < a.size(); ++i)
      for (std::size_t j = 0; j + 1 < b.size(); ++j) {
        Xy from, to;
        const double apart2 = segment_segment2_m2(a[i], a[i + 1], b[j], b[j + 1], &from, &to);
        if (apart2 < meeting_m * meeting_m)
          meetings.push_back({std::sqrt(apart2), 0.5 * (from + to)});
      }
  };
  for (const std::uint32_t a : one.rows)
    for (const std::uint32_t b : other.rows)
      if (roads_.shapes.boxes[a].grown(meeting_m).intersects(roads_.shapes.boxes[b]))
        add(roads_.shapes.only_part(a), roads_.shapes.only_part(b));
  return meetings;
}

Gazetteer::Places Gazetteer::in_town(Places places, InTown in) const {
  if (!in.empty()) std::erase_if(places, [&](const Meeting& m) { return !units_.hold(in, m.at); });
  return places;
}

/// The next house whose number is known, up or down from `number`; of its side of the street (odd
/// or even) only, if wanted. None if it stands at several places.
std::optional<Gazetteer::Numbered> Gazetteer::next_house(const Street& street, InTown in,
                                                         int number, int step,
                                                         bool same_side) const {
  auto at = street.houses.lower_bound({step > 0 ? number + 1 : number, {}});
  while (step > 0 ? at != street.houses.end() : at != street.houses.begin()) {
    const auto& [key, places] = step > 0 ? *at++ : *--at;
    if (same_side && (key.first - number) % 2 != 0) continue;
    const Places here = in_town(places, in);
    if (here.empty()) continue;  // of another town
    const auto one = only_one(here);
    return one ? std::optional(Numbered{key.first, *one}) : std::nullopt;
  }
  return std::nullopt;
}

/// Where a number stands that no building carries: by its own without the letter, between those of
/// its side, else between any two. None where they stand too far apart to tell.
std::optional<Xy> Gazetteer::between_houses(const Street& street, InTown in, int number) const {
  for (auto same = street.houses.lower_bound({number, {}});
       same != street.houses.end() && same->first.first == number; ++same)
    if (const auto one = only_one(in_town(same->second, in))) return one;
  for (const bool same_side : {true, false}) {
    const auto below = next_house(street, in, number, -1, same_side);
    const auto above = next_house(street, in, number, 1, same_side);
    if (!below || !above || distance_m(below->at, above->at) > between_houses_m) continue;
    const double share =
        static_cast<double>(number - below->number) / (above->number - below->number);
    return on_road(street, below->at + share * (above->at - below->at));
  }
  return std::nullopt;
}

/// The middle of places that are one; none if there are none, or several. Where roads truly meet,
/// it does not matter where else they run side by side.
std::optional<Xy> Gazetteer::only_one(Places places) {
  if (places.empty()) return std::nullopt;
  const double least = std::ranges::min(places, {}, &Meeting::apart_m).apart_m;
  std::erase_if(places, [&](const Meeting& m) { return m.apart_m > least + 1; });
  // Whatever order the records of the roads stand in.
  std::ranges::sort(places, {}, [](const Meeting& m) { return std::pair(m.at.x_m, m.at.y_m); });
  Xy sum;
  for (const Meeting& m : places) {
    for (const Meeting& other : places)
      if (distance_m(m.at, other.at) > one_crossing_m) return std::nullopt;
    sum = sum + m.at;
  }
  return (1.0 / static_cast<double>(places.size())) * sum;
}

}  // namespace firebreak
