#include "core/normalise/unit_questions.hpp"

#include <gmock/gmock.h>

#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::LayerBuilder;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SourceLayer ledger(const std::vector<std::string>& pressures) {
  LayerBuilder layer(Role::hydrants, "h.csv");
  layer.text_column("pressure_mpa");
  for (const std::string& cell : pressures) layer.point(0, 0).cells({cell});
  return layer.build();
}

TEST(UnitQuestions, AreAskedForBarePressuresThatAreNoMegapascals) {
  EXPECT_THAT(
      unit_questions(ledger({"2.5", "3", "0.25", "0.3MPa", "2.5公斤", ""})),
      ElementsAre(AllOf(HasSubstr("2 bare numbers in column pressure_mpa"), HasSubstr("kgf/cm²"),
                        HasSubstr("units.pressure_mpa = \"kgf/cm2\""))));
  EXPECT_THAT(unit_questions(ledger({"250", "1.6", "1.59"})),
              ElementsAre(HasSubstr("1 bare number"), HasSubstr("kPa")));
}

TEST(UnitQuestions, NothingIsAskedWhereTheUnitIsSaid) {
  EXPECT_THAT(unit_questions(ledger({"0.25", "1.5"})), IsEmpty());
  SourceLayer settled = ledger({"2.5", "3"});
  settled.recognition.fields[0].unit = Unit::kgf_cm2;
  EXPECT_THAT(unit_questions(settled), IsEmpty());
}

}  // namespace
}  // namespace firebreak
