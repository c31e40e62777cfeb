// Classes must stay apart for readers who do not see red and green alike, and print must do without
// colour at all.
#include <gmock/gmock.h>

#include <QString>
#include <array>
#include <cmath>

#include "core/base/text.hpp"
#include "core/io/style_file.hpp"
#include "render/fixture.hpp"
#include "render/scene.hpp"

namespace firebreak::render {
namespace {

using Rgb = std::array<double, 3>;

Rgb linear(Colour c, Colour under) {
  const auto channel = [&](std::uint8_t over, std::uint8_t below) {
    const double v = (over * c.alpha + below * (255 - c.alpha)) / (255.0 * 255.0);
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return {channel(c.red, under.red), channel(c.green, under.green), channel(c.blue, under.blue)};
}

/// Machado, Oliveira and Fernandes 2009, severity 1: protanopia, deuteranopia, tritanopia.
constexpr std::array<std::array<double, 9>, 3> blindness{
    {{0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
     {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
     {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367,
      0.303900}}};

Rgb seen(const Rgb& c, const std::array<double, 9>& m) {
  return {m[0] * c[0] + m[1] * c[1] + m[2] * c[2], m[3] * c[0] + m[4] * c[1] + m[5] * c[2],
          m[6] * c[0] + m[7] * c[1] + m[8] * c[2]};
}

/// CIE L*a*b*, D65.
Rgb lab(const Rgb& c) {
  const auto f = [](double t) {
    return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  };
  const double x = f((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505);
  const double y = f(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
  const double z = f((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double difference(const Rgb& a, const Rgb& b) {
  return std::sqrt(std::pow(a[0] - b[0], 2) + std::pow(a[1] - b[1], 2) + std::pow(a[2] - b[2], 2));
}

/// The colour that carries a class: its fill, or its line where the fill is none or only a veil.
Colour carrier(const Symbol& s) {
  return s.fill && s.fill->alpha >= 64 ? *s.fill : s.stroke.value_or(Colour{});
}

/// Two classes differ without colour: by pattern, dash, marker, or a clearly other width or size.
bool differ_in_form(const Symbol& a, const Symbol& b) {
  return a.hatch != b.hatch || a.dash_mm != b.dash_mm || a.marker != b.marker ||
         a.fill.has_value() != b.fill.has_value() ||
         std::max(a.stroke_mm, b.stroke_mm) > 1.4 * std::min(a.stroke_mm, b.stroke_mm) ||
         std::max(a.size_mm, b.size_mm) > 1.4 * std::min(a.size_mm, b.size_mm);
}

StyleSheet sheet(const char* name) {
  return io::read_style_sheet(std::string(FIREBREAK_SOURCE) + "/styles/" + name + ".toml");
}

TEST(Colours, ClassesStayApartForColourBlindReaders) {
  for (const auto* name : {"light", "dark", "print"}) {
    const StyleSheet style = sheet(name);
    for (const LayerStyle& layer : style.layers)
      for (std::size_t i = 0; i < layer.rules.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
          const Symbol& a = layer.rules[i].symbol;
          const Symbol& b = layer.rules[j].symbol;
          if (differ_in_form(a, b)) continue;
          for (const auto& eye : blindness)
            EXPECT_GT(difference(lab(seen(linear(carrier(a), style.ground), eye)),
                                 lab(seen(linear(carrier(b), style.ground), eye))),
                      10)
                << name << ", " << layer.table << ": " << layer.rules[i].title << " / "
                << layer.rules[j].title;
        }
  }
}

TEST(Colours, PrintReadsInGrey) {
  const StyleSheet style = sheet("print");
  for (const LayerStyle& layer : style.layers)
    for (std::size_t i = 0; i < layer.rules.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const Symbol& a = layer.rules[i].symbol;
        const Symbol& b = layer.rules[j].symbol;
        const double darker = std::abs(lab(linear(carrier(a), style.ground))[0] -
                                       lab(linear(carrier(b), style.ground))[0]);
        EXPECT_TRUE(differ_in_form(a, b) || darker > 4)
            << layer.table << ": " << layer.rules[i].title << " / " << layer.rules[j].title;
      }
}

TEST(Colours, UnknownIsHatchedOrDashedGreyAndNothingIsGreen) {
  for (const auto* name : {"light", "dark", "print"})
    for (const LayerStyle& layer : sheet(name).layers)
      for (const StyleRule& rule : layer.rules) {
        const Symbol& s = rule.symbol;
        if (rule.missing) {
          EXPECT_TRUE(s.hatch != Hatch::none || !s.dash_mm.empty()) << name << " " << rule.title;
          ASSERT_TRUE(s.stroke);
          EXPECT_EQ(s.stroke->red, s.stroke->green);
          EXPECT_EQ(s.stroke->green, s.stroke->blue);
        }
        const Colour c = carrier(s);
        EXPECT_FALSE(c.green > c.red + 20 && c.green > c.blue + 20) << name << " " << rule.title;
      }
}

TEST(Colours, EveryTitleHasItsChinese) {
  for (const auto* name : {"light", "dark", "print"})
    for (const LayerStyle& layer : sheet(name).layers) {
      EXPECT_NE(translate(layer.title, Language::zh), layer.title);
      if (!layer.label_text.empty()) {
        EXPECT_NE(translate(layer.label_text, Language::zh), layer.label_text);
      }
      for (const StyleRule& rule : layer.rules)
        EXPECT_NE(translate(rule.title, Language::zh), rule.title) << layer.table;
    }
}

TEST(Colours, AVerdictThatAPersonSetIsAClassOfItsOwn) {
  for (const auto* name : {"light", "dark", "print"})
    for (const auto* column : {"hydrant_override", "water_override"}) {
      const FeatureTable table = test::squares(
          "building_risk", column, {{0, 0, 1, 1, "1"}, {2, 0, 3, 1, ""}, {4, 0, 5, 1, "2"}});
      const StyleSheet style = sheet(name);
      const Scene scene = make_scene(std::span(&table, 1), style, {}, Job{});
      ASSERT_EQ(scene.layers.size(), 1U) << name << " " << column;
      EXPECT_THAT(scene.layers[0].counts, testing::ElementsAre(2U)) << name << " " << column;
    }
}

TEST(Colours, TheThreeSheetsDrawTheSameClasses) {
  const StyleSheet light = sheet("light");
  for (const auto* name : {"dark", "print"}) {
    const StyleSheet other = sheet(name);
    ASSERT_EQ(other.layers.size(), light.layers.size());
    for (std::size_t i = 0; i < light.layers.size(); ++i) {
      EXPECT_EQ(other.layers[i].table, light.layers[i].table);
      ASSERT_EQ(other.layers[i].rules.size(), light.layers[i].rules.size());
      for (std::size_t r = 0; r < light.layers[i].rules.size(); ++r)
        EXPECT_EQ(other.layers[i].rules[r].title, light.layers[i].rules[r].title);
    }
  }
}

}  // namespace
}  // namespace firebreak::render
