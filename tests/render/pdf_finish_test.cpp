#include "render/pdf_finish.hpp"

#include <gtest/gtest.h>

#include <QList>

namespace firebreak::render {
namespace {

const QByteArray object1 =
    "%PDF-1.4\n1 0 obj\n<</CreationDate (D:20200101000000+08'00')>>\nendobj\n";
const QByteArray object2 =
    "2 0 obj\nbeginbfrange\n<0000> <0000> <0000>\n<0001> <0001> <2F54>\n<0002> <0004> <2F00>\n"
    "<0005> <0007> [<2ECB> <6D88> <2F55> ]\nendbfrange\nendobj\n";

QByteArray number(qsizetype n) {
  return QByteArray::number(n).rightJustified(10, '0');
}

QByteArray file() {
  const auto second = object1.size();
  const auto table = second + object2.size();
  return object1 + object2 + "xref\n0 3\n0000000000 65535 f \n" + number(9) + " 00000 n \n" +
         number(second) + " 00000 n \ntrailer\n<<\n/Size 3\n>>\nstartxref\n" +
         QByteArray::number(table) + " \n%%EOF\n";
}

TEST(PdfFinish, TheDateIsThatOfTheRunAndOffsetsStillPointRight) {
  const QByteArray pdf = finished_pdf(file(), "2026-11-23T10:00:00Z");
  EXPECT_TRUE(pdf.contains("/CreationDate (D:20261123100000Z)"));

  const auto table = pdf.mid(pdf.lastIndexOf("startxref\n") + 10).split(' ')[0].toLongLong();
  EXPECT_TRUE(pdf.endsWith(" \n%%EOF\n"));
  EXPECT_EQ(pdf.mid(table, 5), "xref\n");
  EXPECT_EQ(pdf.mid(pdf.mid(table + 9 + 40, 10).toLongLong(), 7), "2 0 obj");
  EXPECT_EQ(pdf.mid(pdf.mid(table + 9 + 20, 10).toLongLong(), 7), "1 0 obj");
}

TEST(PdfFinish, RadicalsBecomeTheirCharacters) {
  const QByteArray pdf = finished_pdf(file(), "");
  EXPECT_TRUE(pdf.contains("<0001> <0001> <6C34>"));                   // 水
  EXPECT_TRUE(pdf.contains("<0005> <0007> [<8F66> <6D88> <706B> ]"));  // 车, 消, 火
  EXPECT_TRUE(pdf.contains("<0002> <0004> <2F00>")) << "a counted range is left alone";
  EXPECT_TRUE(pdf.contains("+08'00'")) << "no date given, none changed";
}

TEST(PdfFinish, LeavesOtherBytesAlone) {
  EXPECT_EQ(finished_pdf("no pdf", "2026-11-23T10:00:00Z"), "no pdf");
  EXPECT_EQ(finished_pdf("", ""), "");
}

}  // namespace
}  // namespace firebreak::render
