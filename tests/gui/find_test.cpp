#include <QInputMethodEvent>
#include <fstream>

#include "gui/find_box.hpp"
#include "gui/window_fixture.hpp"

/// Looking for a building by what stands on its door.
namespace firebreak {
namespace {

class Finding : public test::WindowTest {
 protected:
  void open_addressed() {
    const auto project = test::write_town(dir_.path());
    std::ofstream(dir_.path() / "census.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
        << R"({"id":"c1","地址":"解放路47号"},"geometry":{"type":"Polygon","coordinates":)"
        << R"([[[11.29,49.512],[11.2902,49.512],[11.2902,49.5121],[11.29,49.5121],)"
        << R"([11.29,49.512]]]}}]})";
    std::ofstream(project, std::ios::app)
        << "\n[[source]]\npath = \"census.geojson\"\nrole = \"buildings\"\n";
    open(project);
  }
};

TEST_F(Finding, ABuildingIsFoundByItsAddress) {
  open_addressed();
  press(Qt::Key_F, Qt::ControlModifier);
  auto* box = qobject_cast<gui::FindBox*>(QApplication::focusWidget());
  ASSERT_NE(box, nullptr);
  QInputMethodEvent typed;
  typed.setCommitString(QStringLiteral("解放路47"));
  QApplication::sendEvent(box, &typed);
  ASSERT_TRUE(QTest::qWaitFor(
      [&] {
        QTest::keyClick(box, Qt::Key_Return);
        QTest::qWait(50);
        return document().selection().focus.has_value();
      },
      10000));
  const auto& selection = document().selection();
  EXPECT_EQ(selection.table, "buildings");
  const auto table = document().table("buildings");
  EXPECT_EQ(table->column("building_id")->texts[*selection.focus], "c1");
  settle();
  EXPECT_TRUE(canvas().visible().contains(table->shapes.boxes[*selection.focus].centre()));
}

TEST_F(Finding, WithoutAnAddressInTheDataThereIsNoSuchColumn) {
  open_town();
  EXPECT_EQ(document().table("buildings")->column("address"), nullptr);
}

}  // namespace
}  // namespace firebreak
