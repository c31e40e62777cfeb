#include "core/io/ledger.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "core/io/gpkg_write.hpp"
#include "core/io/risk_file.hpp"
#include "risk_sample.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

using test::Database;
using test::sample_finding;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// A ledger kept over several runs, with what people do to it in between (in QGIS, by SQL here:
/// without the functions that the R-tree's triggers call).
class LedgerRuns : public testing::Test {
 protected:
  void run(const LedgerInput& input, const std::string& day = "2026-11-23",
           Existing existing = Existing::replace) {
    record_.made_utc = day + "T10:00:00Z";
    write_risk_file(file_, {}, record_, input, {}, existing, Job{});
  }
  void people(const std::string& sql) const {
    const Database db(file_, true);
    db.run(
        "DROP TRIGGER IF EXISTS rtree_findings_geom_insert; DROP TRIGGER IF EXISTS "
        "rtree_projects_geom_insert; DROP TRIGGER IF EXISTS rtree_findings_geom_update3; DROP "
        "TRIGGER IF EXISTS rtree_findings_geom_update4;" +
        sql);
  }
  std::string list(const std::string& sql) const { return Database(file_).list(sql); }

  test::TempDir folder_;
  std::filesystem::path file_ = folder_ / "RISK.gpkg";
  RunRecord record_ = test::sample_record();
};

TEST_F(LedgerRuns, AFirstRunWritesSuspectedFindings) {
  run(test::sample_ledger());
  EXPECT_EQ(list("SELECT finding_id FROM findings ORDER BY fid"),
            "441424105-XHSQ-0001,CITY-XFCD-0001");
  EXPECT_EQ(list("SELECT kind||'/'||origin||'/'||confidence||'/'||state FROM findings"),
            "hydrant_gap/screening/suspected/to_verify,fire_lane/screening/suspected/to_verify");
  EXPECT_EQ(list("SELECT measured||'<'||\"limit\"||unit FROM findings WHERE fid=2"), "3.1<4.0m");
  EXPECT_EQ(list("SELECT clause||' '||clause_state FROM findings"),
            "GB 50974-2014 7.2.5 confirmed,GB 55037-2022 3.4.5 to_confirm");
  EXPECT_EQ(list("SELECT unit_l1||unit_l2||unit_l3||grid_person||phone FROM findings WHERE fid=1"),
            "TownQuarterPlotWang13800000000");
  EXPECT_EQ(list("SELECT found_on||' '||last_seen||' '||seen||' '||reopened FROM findings LIMIT 1"),
            "2026-11-23 2026-11-23 1 0");
  EXPECT_EQ(list("SELECT DISTINCT hex(substr(geom,1,2)) FROM findings"), "4750");
}

TEST_F(LedgerRuns, ANewFindingNamesTheDepartmentAndPeopleMayNameAnother) {
  LedgerInput input = test::sample_ledger();
  input.findings[1].obstacle = "parked";
  input.departments.of_finding = {{"hydrant_gap", "water"}, {"fire_lane", "roads"}};
  input.departments.of_obstacle = {{"parked", "police"}};
  run(input);
  EXPECT_EQ(list("SELECT department FROM findings ORDER BY fid"), "water,police");
  people("UPDATE findings SET department='housing' WHERE fid=1");
  run(input);
  EXPECT_EQ(list("SELECT department FROM findings ORDER BY fid"), "housing,police");
}

TEST_F(LedgerRuns, AClauseWhoseNumberIsFromMemoryIsToBeConfirmed) {
  record_.parameters[0].value.clause_mark = "VP";
  run(test::sample_ledger());
  EXPECT_EQ(list("SELECT clause_state FROM findings WHERE fid=1"), "to_confirm");
}

TEST_F(LedgerRuns, AllColumnsOfTheSheetAreThere) {
  run({});
  EXPECT_EQ(list("SELECT name FROM pragma_table_info('findings')"),
            "fid,geom,finding_id,kind,origin,confidence,place,address,unit_l1,unit_l2,unit_l3,"
            "grid_person,phone,department,measured,limit,unit,clause,clause_state,"
            "impact_buildings,impact_people,impact_sites,grade,measure,measure_type,cost_wan,owner,"
            "leader,due,state,found_on,sent_on,closed_on,reopened,photo_before,photo_after,"
            "supervision,supervision_state,batch,doc_no,campaign,publish,seen,last_seen,place_key");
  EXPECT_EQ(list("SELECT name FROM pragma_table_info('targets')"),
            "fid,unit_id,indicator,target,reading,baseline,actual,due,weight,score,state");
  EXPECT_EQ(list("SELECT count(*) FROM pragma_table_info('projects')"), "37");
}

TEST_F(LedgerRuns, ASecondRunKeepsWhatPeopleTyped) {
  run(test::sample_ledger());
  people(
      "UPDATE findings SET state='in_progress', owner='Road office', leader='Li', "
      "due='2027-01-31', grade=1, measure='Move the stall' WHERE fid=2");
  LedgerInput again = test::sample_ledger();
  again.findings[1].measured = 2.8;
  again.findings[1].impact_buildings = 30;
  again.findings[1].grade = 4;
  run(again, "2027-02-01");
  EXPECT_EQ(list("SELECT state||'|'||owner||'|'||leader||'|'||due||'|'||grade||'|'||measure FROM "
                 "findings WHERE fid=2"),
            "in_progress|Road office|Li|2027-01-31|1|Move the stall");
  EXPECT_EQ(list("SELECT measured||' '||impact_buildings||' '||found_on||' '||last_seen FROM "
                 "findings WHERE fid=2"),
            "2.8 30.0 2026-11-23 2027-02-01");
  EXPECT_EQ(list("SELECT count(*) FROM findings"), "2");
}

TEST_F(LedgerRuns, WhatIsNotFoundAgainStaysAsNotSeen) {
  run(test::sample_ledger());
  LedgerInput again;
  again.findings = {sample_finding("pinch-1", "fire_lane", {30, -10})};
  run(again, "2027-02-01");
  EXPECT_EQ(list("SELECT place_key||seen||last_seen FROM findings ORDER BY fid"),
            "gap-102026-11-23,pinch-112027-02-01");
}

Finding square_gap(const std::string& key, double left_m, double right_m) {
  Finding gap = sample_finding(key, "hydrant_gap", {0, 0});
  gap.shape = Shapes{};
  gap.shape.add(
      PartKind::outer,
      std::vector<Xy>{{left_m, 0}, {right_m, 0}, {right_m, 10}, {left_m, 10}, {left_m, 0}});
  return gap;
}

TEST_F(LedgerRuns, AGapThatGrewByAHouseIsTheSameGap) {
  LedgerInput first;
  first.findings = {square_gap("gap-old", 0, 100)};
  run(first);
  people("UPDATE findings SET owner='Brigade 3', state='in_progress'");
  LedgerInput grown;
  grown.findings = {square_gap("gap-new", 0, 110)};
  run(grown, "2027-02-01");
  EXPECT_EQ(list("SELECT finding_id||owner||state||place_key||seen||found_on||last_seen||"
                 "printf('%.0f', (SELECT maxx-minx FROM rtree_findings_geom)) FROM findings"),
            "CITY-XHSQ-0001Brigade 3in_progressgap-new12026-11-232027-02-01110");
}

TEST_F(LedgerRuns, OfTheTwoPartsOfAGapTheLargerGoesOn) {
  LedgerInput whole;
  whole.findings = {square_gap("whole", 0, 100)};
  run(whole);
  LedgerInput parts;
  parts.findings = {square_gap("small", 0, 30), square_gap("large", 40, 100)};
  run(parts, "2027-02-01");
  EXPECT_EQ(list("SELECT finding_id||place_key||seen FROM findings ORDER BY fid"),
            "CITY-XHSQ-0001large1,CITY-XHSQ-0002small1");
}

TEST_F(LedgerRuns, AGapOverLessThanHalfOfAnotherIsANewOne) {
  LedgerInput first;
  first.findings = {square_gap("old", 0, 100)};
  run(first);
  LedgerInput second;
  second.findings = {square_gap("beside", 51, 151)};
  run(second, "2027-02-01");
  EXPECT_EQ(list("SELECT place_key||seen FROM findings ORDER BY fid"), "old0,beside1");
  // Half is enough, another kind never is.
  second.findings = {square_gap("half", 101, 201), square_gap("zone", 51, 151)};
  second.findings[1].kind = "risk_zone";
  run(second, "2027-03-01");
  EXPECT_EQ(list("SELECT place_key||seen FROM findings ORDER BY fid"), "old0,half1,zone1");
}

TEST_F(LedgerRuns, ALargeGapIsNotWhatWasSaidOfASmallOneInIt) {
  LedgerInput small;
  small.findings = {square_gap("small", 0, 49)};
  run(small);
  LedgerInput large;
  large.findings = {square_gap("large", 0, 100)};
  run(large, "2027-02-01");
  EXPECT_EQ(list("SELECT place_key||seen FROM findings ORDER BY fid"), "small0,large1");
}

TEST_F(LedgerRuns, WhatIsSettledIsNotCarriedToAnotherPlace) {
  for (const char* state : {"closed", "rejected", "handed_over"}) {
    std::filesystem::remove(file_);
    LedgerInput first;
    first.findings = {square_gap("old", 0, 100)};
    run(first);
    people(std::string("UPDATE findings SET state='") + state + "'");
    first.findings = {square_gap("new", 0, 110)};
    run(first, "2027-02-01");
    EXPECT_EQ(list("SELECT place_key||state||seen FROM findings ORDER BY fid"),
              std::string("old") + state + "0,newto_verify1");
  }
}

TEST_F(LedgerRuns, APlaceDrawnAnewWithASlipStopsNoRun) {
  LedgerInput first;
  first.findings = {square_gap("old", 0, 100)};
  first.findings[0].shape = Shapes{};
  first.findings[0].shape.add(
      PartKind::outer, std::vector<Xy>{{0, 0}, {100, 0}, {100, 10}, {0, 10}, {10, -5}, {0, 0}});
  run(first);
  first.findings = {square_gap("new", 0, 100)};
  run(first, "2027-02-01");
  EXPECT_EQ(list("SELECT place_key||seen FROM findings ORDER BY fid"), "new1");
}

TEST_F(LedgerRuns, KindsThatWereNotJudgedAreLeftAlone) {
  run(test::sample_ledger());
  LedgerInput only_lanes;
  only_lanes.kinds_judged = {"fire_lane"};
  run(only_lanes, "2027-02-01");
  EXPECT_EQ(list("SELECT place_key||seen FROM findings ORDER BY fid"), "gap-11,pinch-10");
}

TEST_F(LedgerRuns, RejectedPlacesAreNotReportedAgain) {
  run(test::sample_ledger());
  people("UPDATE findings SET confidence='rejected', state='rejected' WHERE fid=1");
  run(test::sample_ledger(), "2027-02-01");
  EXPECT_EQ(list("SELECT confidence||seen FROM findings ORDER BY fid"), "rejected1,suspected1");
}

TEST_F(LedgerRuns, NumbersAreNeverUsedTwice) {
  LedgerInput two;
  two.findings = {sample_finding("a", "fire_lane", {0, 0}),
                  sample_finding("b", "fire_lane", {1, 1})};
  run(two);
  people("DELETE FROM findings WHERE place_key='b'");
  LedgerInput third;
  third.findings = {sample_finding("a", "fire_lane", {0, 0}),
                    sample_finding("c", "fire_lane", {2, 2})};
  run(third);
  EXPECT_EQ(list("SELECT finding_id FROM findings ORDER BY fid"), "CITY-XFCD-0001,CITY-XFCD-0003");
  // A number that people gave counts as well.
  people("INSERT INTO findings(finding_id,kind) VALUES('CITY-XFCD-0120','fire_lane')");
  third.findings.push_back(sample_finding("d", "fire_lane", {3, 3}));
  run(third);
  EXPECT_EQ(list("SELECT finding_id FROM findings WHERE place_key='d'"), "CITY-XFCD-0121");
}

TEST_F(LedgerRuns, TwoFindingsWithOneKeyStayTwo) {
  LedgerInput twins;
  twins.findings = {sample_finding("a", "fire_lane", {0, 0}),
                    sample_finding("a", "fire_lane", {1, 1})};
  run(twins);
  run(twins);
  EXPECT_EQ(list("SELECT place_key FROM findings ORDER BY fid"), "a,a#2");
}

TEST_F(LedgerRuns, ColumnsAndRowsThatPeopleAddedTravelOn) {
  run(test::sample_ledger());
  people(
      "ALTER TABLE findings ADD COLUMN village TEXT(40); ALTER TABLE findings ADD COLUMN Odd "
      "WEIRD; ALTER TABLE targets ADD COLUMN n INTEGER; UPDATE findings SET village='北街', "
      "Odd=1.5 WHERE fid=2; INSERT INTO findings(finding_id,place) VALUES('own-1','Bridge'); "
      "INSERT INTO projects(project_id,name) VALUES('P1','North station'); INSERT INTO "
      "targets(unit_id,target,n) VALUES('u1',8,3)");
  run(test::sample_ledger(), "2027-02-01");
  run(test::sample_ledger(), "2027-03-01");
  EXPECT_EQ(list("SELECT village||Odd FROM findings WHERE fid=2"), "北街1.5");
  EXPECT_EQ(list("SELECT type FROM pragma_table_info('findings') WHERE name IN ('village','Odd')"),
            "TEXT(40),TEXT");
  EXPECT_EQ(list("SELECT place FROM findings WHERE finding_id='own-1' AND seen IS NULL"), "Bridge");
  EXPECT_EQ(list("SELECT name FROM projects"), "North station");
  EXPECT_EQ(list("SELECT target||' '||n FROM targets"), "8.0 3");
}

TEST_F(LedgerRuns, ALedgerOfItsOwnIsRead) {
  run(test::sample_ledger());
  people("UPDATE findings SET owner='Road office'");
  const auto ledger = folder_ / "ledger.gpkg";
  std::filesystem::rename(file_, ledger);
  const std::string before = test::read_file(ledger);
  LedgerInput input = test::sample_ledger();
  input.previous = ledger;
  run(input, "2027-02-01", Existing::refuse);
  EXPECT_EQ(list("SELECT DISTINCT owner FROM findings"), "Road office");
  EXPECT_TRUE(test::read_file(ledger) == before);
  input.previous = folder_ / "none.gpkg";
  EXPECT_THAT([&] { run(input); }, ThrowsMessage<Error>(HasSubstr("does not exist")));
  input.previous = folder_.write("text.gpkg", "hello");
  EXPECT_THAT([&] { run(input); }, ThrowsMessage<Error>(HasSubstr("holds no ledger")));
}

TEST_F(LedgerRuns, ADamagedOlderFileIsNotThrownAway) {
  run(test::sample_ledger());
  const std::string torn = test::read_file(file_).substr(0, 20000);
  folder_.write("RISK.gpkg", torn);
  EXPECT_THAT([&] { run(test::sample_ledger()); }, ThrowsMessage<Error>(HasSubstr("damaged")));
  EXPECT_TRUE(test::read_file(file_) == torn);
}

TEST_F(LedgerRuns, AnotherCrsMovesThePlaces) {
  run(test::sample_ledger());
  record_.crs = "EPSG:25833";
  record_.origin_x_m = 226000;
  record_.origin_y_m = 5490000;
  LedgerInput none;
  none.kinds_judged = {"none"};
  run(none);
  const FeatureTable findings = open_risk_file(file_).read_table("findings");
  // (25, -10) of the sample is E 667025.25 N 5485990.5 in zone 32; gdaltransform into zone 33.
  const Xy there = findings.shapes.boxes[1].centre() + Xy{record_.origin_x_m, record_.origin_y_m};
  EXPECT_NEAR(there.x_m, 232646.8829, 0.001);
  EXPECT_NEAR(there.y_m, 5489989.0736, 0.001);
  EXPECT_EQ(list("SELECT rtreecheck('rtree_findings_geom')"), "ok");
}

TEST_F(LedgerRuns, ThePublicEditionHoldsNoPersons) {
  run(test::sample_ledger());
  people(
      "ALTER TABLE findings ADD COLUMN note TEXT; UPDATE findings SET leader='Li', note='call "
      "13900000000' WHERE fid=2; UPDATE findings SET publish=0 WHERE fid=1");
  // It never takes the place of the internal one.
  record_.public_edition = true;
  const std::string before = test::read_file(file_);
  EXPECT_THAT([&] { run(test::sample_ledger()); },
              ThrowsMessage<Error>(HasSubstr("is the internal edition")));
  EXPECT_TRUE(test::read_file(file_) == before);

  LedgerInput input = test::sample_ledger();
  input.findings.erase(input.findings.begin());
  input.units.erase(input.units.begin());
  input.previous = file_;
  const auto shared = folder_ / "public.gpkg";
  FeatureTable units;
  units.name = "unit_summary";
  units.columns = {Column("unit_id", ColumnType::text), Column("responsible", ColumnType::text)};
  for (Column& column : units.columns) column.push(std::string_view("Zhang San"));
  write_risk_file(shared, {units}, record_, input, {}, Existing::refuse, Job{});
  const Database db(shared);
  EXPECT_EQ(db.list("SELECT name FROM pragma_table_info('findings') WHERE name IN "
                    "('grid_person','phone','leader','note')"),
            "");
  EXPECT_EQ(db.list("SELECT place_key FROM findings"), "pinch-1");
  EXPECT_EQ(db.list("SELECT name FROM pragma_table_info('unit_summary')"), "fid,unit_id");
  const std::string bytes = test::read_file(shared);
  for (const char* secret : {"13900000000", "13800000000", "Wang"})
    EXPECT_THAT(bytes, testing::Not(HasSubstr(secret)));
}

TEST_F(LedgerRuns, ThePublicEditionNamesNoHazardousSite) {
  run(test::sample_ledger());
  people(
      "UPDATE findings SET publish=1, address='Hydrant beside Tankstelle Nord, tel 0911 55501'; "
      "INSERT INTO projects(name) VALUES ('Tankstelle Nord')");
  record_.public_edition = true;
  LedgerInput input = test::sample_ledger();
  input.hidden_words = {"Tankstelle Nord", "0911 55501"};
  input.previous = file_;
  const auto shared = folder_ / "public.gpkg";
  write_risk_file(shared, {}, record_, input, {}, Existing::refuse, Job{});
  const Database db(shared);
  EXPECT_EQ(db.list("SELECT DISTINCT address FROM findings"), "Hydrant beside …, tel …");
  EXPECT_EQ(db.list("SELECT count(*) FROM projects WHERE name IS NULL"), "1");
  const std::string bytes = test::read_file(shared);
  for (const char* secret : {"Tankstelle", "55501"})
    EXPECT_THAT(bytes, testing::Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace firebreak::io
