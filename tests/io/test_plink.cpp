// PLINK genotypes: what is read, who is left out, and what is refused, to the letter.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "io/dataset.hpp"
#include "io/files.hpp"
#include "io/genotypes.hpp"
#include "strads/error.hpp"

using namespace strads;
using namespace strads::io;

TEST_CASE("calls are counts of allele 1, missing ones the mean of the variant over those who stay") {
  const Genotypes files;
  ReadOptions options;
  options.response = false;
  const Dataset data = read_dataset(files.bed, options);
  CHECK(data.format == "PLINK");
  CHECK(data.names == std::vector<std::string>{"rs1", "rs2"});
  CHECK(data.y.empty());
  CHECK(data.left_out == 0);
  CHECK(column(data, 0) == std::vector<double>{2, 1, 1, 0, 1});
  CHECK(column(data, 1) == std::vector<double>{0, 0, 2, 1, 0.75});
}

TEST_CASE("people without a phenotype are left out and counted") {
  const Genotypes files;
  const Dataset data = read_dataset(files.bed);
  CHECK(data.y == std::vector<double>{1.5, -2, 4});
  CHECK(data.left_out == 2);
  CHECK(column(data, 0) == std::vector<double>{2, 1, 1});
  CHECK(column(data, 1) == std::vector<double>{0, 2, 1});  // of two calls
  CHECK(data.missing_calls() == 1);
}

TEST_CASE("phenotypes of a file go by both ids, in any order, with people that are nowhere else") {
  const Genotypes files;
  ReadOptions options;
  options.pheno = files.write("p.tsv",
                              "FID IID height weight\r\n"
                              "f3 d 1 10\n"
                              "f9 x 9 90\n"
                              "f2 a -9 30\n"
                              "f1 b NA 50\n"
                              "\n"
                              "f1 a 4 70\n");
  options.pheno_name = "weight";
  const Dataset weight = read_dataset(files.bed, options);
  CHECK(weight.y == std::vector<double>{70, 50, 30, 10});
  CHECK(weight.left_out == 1);
  CHECK(weight.not_in_fam == 1);
  CHECK(column(weight, 1) == std::vector<double>{0, 0, 2, 2.0 / 3});
  options.pheno_name = "height";
  CHECK(read_dataset(files.bed, options).y == std::vector<double>{4, 1});
  options.pheno = files.write("q.tsv", "#FID\tIID\tonly\nf2\tc\t7e-1\n");
  options.pheno_name.reset();
  CHECK(read_dataset(files.bed, options).y == std::vector<double>{0.7});
}

TEST_CASE("-9 is missing however it is written") {
  for (const std::string missing : {"-9", "-9.0", "-9.000000", "-9e0", "-0.9e1", "NA", "nan", "NaN"}) {
    CAPTURE(missing);
    const Genotypes files(head + calls,
                          "f1 a 0 0 1 " + missing + "\nf1 b 0 0 1 2\nf2 a 0 0 1 -9.1\nf2 c 0 0 1 0\nf3 d 0 0 1 9\n");
    CHECK(read_dataset(files.bed).y == std::vector<double>{2, -9.1, 0, 9});
    ReadOptions options;
    options.pheno = files.write("p.tsv", "FID IID t\nf1 b " + missing + "\nf1 a 3\n");
    CHECK(read_dataset(files.bed, options).y == std::vector<double>{3});
  }
}

TEST_CASE("a sixth column that is not used may hold anything, or not be there") {
  for (const std::string people : {"f1 a 0 0 1 red\nf1 b 0 0 1 1.5\nf2 a 0 0 1 inf\nf2 c\t0  0 1 -9\nf3 d 0 0 1 x\n",
                                   "f1 a 0 0 1\nf1 b 0 0 1 7\nf2\ta\t0\t0\t1\nf2 c\nf3 d 0 0 1 NA\n"}) {
    const Genotypes files(head + calls, people);
    ReadOptions options;
    options.response = false;
    const Dataset everybody = read_dataset(files.bed, options);
    CHECK(everybody.people == std::vector<std::string>{"f1\ta", "f1\tb", "f2\ta", "f2\tc", "f3\td"});
    CHECK(everybody.phenotypes == 1);
    options.response = true;
    options.pheno = files.write("p.tsv", "FID IID t\nf2 a 3\nf1 b 1\n");
    CHECK(read_dataset(files.bed, options).y == std::vector<double>{1, 3});
  }
}

TEST_CASE("a .fam of more columns, or with decimal commas") {
  const Genotypes files(head + calls,
                        "f1 a 0 0 1 1,5 7\nf1 b 0 0 2 2 7\nf2 a 0 0 1 3 7\nf2 c 0 0 0 4 7\nf3 d 0 0 2 5 7\n");
  ReadOptions options;
  options.decimal = ',';
  const Dataset data = read_dataset(files.bed, options);
  CHECK(data.y == std::vector<double>{1.5, 2, 3, 4, 5});
  CHECK(data.notes == std::vector{files.path("g.fam") + " has 7 columns: the phenotype is the sixth"});
}

TEST_CASE("phenotypes come in every form that people have them in") {
  const Genotypes files;
  const auto y = [&](const std::string& text, const std::optional<std::string>& name = {}) {
    ReadOptions options;
    options.pheno = files.write("p.txt", text);
    options.pheno_name = name;
    return read_dataset(files.bed, options).y;
  };
  const std::vector<double> want = {4, 2.5};  // of f1 a and f2 c
  for (const std::string text : {
           "FID IID t\nf2 c 2.5\nf1 a 4\n",                      //
           "f2 c 2.5\nf1 a 4\n",                                 // as PLINK 1 has it
           "f2\tc\t2.5\r\nf1\ta\t4",                             //
           "#FID\tIID\tt\nf2\tc\t2.5\nf1\ta\t4\nf1\tb\t\n",      // an empty cell is missing
           "##comment\n#FID IID SID t\nf2 c 1 2.5\nf1 a 1 4\n",  //
           "  FID   IID  t\n  f2    c  2.5\n  f1    a  4\n",     //
           "\xEF\xBB\xBF"
           "FID,IID,t\nf2,c,2.5\nf1, a ,4\nf1,b,\n",  //
           "\"FID\";\"IID\";\"body mass\"\n\"f2\";\"c\";2.5\n\"f1\";\"a\";\"4\"\n",
           "\"FID\" \"IID\" \"t\"\n\"f2\" \"c\" 2.5\n\"f1\" \"a\" 4\n",
           "FID\tIID\tbody mass\nf2\tc\t2.5\nf1\ta\t4\n",
           "fid iid t\nf2 c 2.5\nf1 a 4\n",
       }) {
    CAPTURE(text);
    CHECK(y(text) == want);
  }
  CHECK(y("f2 c 1 2.5\nf1 a 1 4\n", "2") == want);
  CHECK(y("FID\tIID\ta\tb\nf2\tc\t\t2.5\nf1\ta\t1\t4\n", "b") == want);
  CHECK(y("FID\tIID\ta\tb\nf2\tc\t\t2.5\nf1\ta\t1\t4\n", "a") == std::vector<double>{1});

  const Genotypes own(head + calls, "f1 a 0 0 1 0\nf1 b 0 0 1 0\nf2 e 0 0 1 0\nf2 c 0 0 1 0\nf3 b 0 0 1 0\n");
  for (const std::string text :
       {"#IID t\nc 2.5\na 4\n", "IID,t\nc,2.5\na,4\n", "#IID\tSID\tt\nc\t0\t2.5\na\t0\t4\nz\t0\t1\n"}) {
    CAPTURE(text);
    ReadOptions options;
    for (const auto& [form, bytes] : {std::pair{"p.gz", gzipped(text)}, {"p.zst", zstandard(text)}}) {
      options.pheno = own.write(form, bytes);
      CHECK(read_dataset(own.bed, options).y == want);
    }
  }
}

TEST_CASE("rows between tabs may go on behind the last phenotype's name, and that is said") {
  const Genotypes files(head + calls, "f1 a 0 0 1 0\nf1 b 0 0 1 0\nf2 e 0 0 1 0\nf2 c 0 0 1 0\nf3 b 0 0 1 0\n");
  ReadOptions options;
  options.pheno = files.write("p.tsv", "FID\tIID\tt\nf2\tc\t2.5\nf1\ta\t4\t7\nf1\tb\t1\t8\n");
  const Dataset data = read_dataset(files.bed, options);
  CHECK(data.y == std::vector<double>{4, 1, 2.5});
  REQUIRE(data.notes.size() == 1);
  CHECK(data.notes[0].ends_with("p.tsv: 2 of 3 rows go on behind the last name: passed over"));
}

TEST_CASE("phenotypes are read as tables are: row names, comments, decimal commas, blanks and tabs") {
  const Genotypes files(head + calls, "1 1 0 0 1 0\n2 2 0 0 1 0\n3 3 0 0 1 0\n4 4 0 0 1 0\nf q 0 0 1 0\n");
  const std::vector<double> want = {4, 2.5, 0.5};  // of 1, 2 and 3
  const std::string note = "row names, in a first column without a name, left out";
  struct Case {
    std::string text;
    char decimal = '.';
    bool row_names = true;
  };
  for (const Case& pheno : std::vector<Case>{
           // R: write.table, with and without quotes; write.csv; write.table(col.names = NA)
           {"\"FID\" \"IID\" \"t\"\n\"1\" 1 1 4\n\"2\" 2 2 2.5\n\"3\" 3 3 0.5\n"},
           {"FID IID t\n1 1 1 4\n2 2 2 2.5\n3 3 3 0.5\n"},
           {"FID\tIID\tt\n1\t3\t3\t0.5\n2\t1\t1\t4\n3\t2\t2\t2.5"},
           {"\"\",\"FID\",\"IID\",\"t\"\n\"1\",1,1,4\n\"2\",2,2,2.5\n\"3\",3,3,0.5\n"},
           {"\"\" \"FID\" \"IID\" \"t\"\r\n\"1\" 1 1 4\r\n\"2\" 2 2 2.5\r\n\"3\" 3 3 0.5\r\n"},
           {"IID t\nrow1 1 4\nrow2 2 2.5\nrow3 3 0.5\n"},
           {"FID,IID,t\n\"x\",1,1,4\n\"y\",2,2,2.5\n\"z\",3,3,0.5\n"},
           // pandas
           {",FID,IID,t\r0,1,1,4\r1,2,2,2.5\r2,3,3,0.5\r"},
           {"Unnamed: 0;IID;t\n0;1;4,0\n1;2;2,5\n2;3;0,5\n", ','},
           // no row names
           {"FID;IID;t\n1;1;4\n2;2;2,5\n3;3;0,5\n", ',', false},
           {"1;1;4\n2;2;2,5\n3;3;0,5\n", ',', false},
           {"FID,IID,t\n1,1,4\n2,2,\"2,5\"\n3,3,\"0,5\"\n", ',', false},
           {"\xEF\xBB\xBF# made by hand\n\n# FID and IID below\nFID\tIID t\n1\t1 4\n2 2\t 2.5\n3 3 0.5\n", '.', false},
           {"## header\n#FID IID t\n1\t1 4\n2 2\t2.5\n3\t3\t0.5\n", '.', false},
           {"# a sentence\n1 1 4\n2 2 2.5\n3 3 0.5\n", '.', false},
           {"sep=|\nFID|IID|t\n1|1|4\n2|2|2.5\n3|3|0.5\n", '.', false},
           {"FID\tIID\tt\n1\t1\t4\t\n2\t2\t2.5\t\n3\t3\t0.5\t\n", '.', false},
           {"FID\tIID\tt\t\n1\t1\t4\t\n2\t2\t2.5\t\n3\t3\t0.5\t\n", '.', false},
       }) {
    CAPTURE(pheno.text);
    for (const bool packed : {false, true}) {
      ReadOptions options;
      options.decimal = pheno.decimal;
      options.pheno = files.write("p.txt", packed ? gzipped(pheno.text) : pheno.text);
      const Dataset data = read_dataset(files.bed, options);
      CHECK(data.y == want);
      CHECK(data.notes == (pheno.row_names ? std::vector{*options.pheno + ": " + note} : std::vector<std::string>{}));
    }
  }
}

TEST_CASE("the files beside compressed genotypes may be compressed") {
  const Files files;
  const std::string bed = files.write("c.bed.zst", zstandard(head + calls));
  (void)files.write("c.fam.gz", gzipped(fam));
  (void)files.write("c.bim.zst", zstandard("chr1\trs1\t0\t1e+05\tA\tG\n1\trs2\t0\t20\tC\t0\n"));
  const Dataset data = read_dataset(bed);
  CHECK(data.y == std::vector<double>{1.5, -2, 4});
  CHECK(data.variants[0].position == 100000);
  CHECK(data.variants[1].allele2 == "0");
}

TEST_CASE("compressed genotypes are the same genotypes") {
  const Genotypes files;
  for (const auto& [name, bytes] :
       {std::pair{"g.bed.gz", gzipped(head + calls)}, {"g.bed.zst", zstandard(head + calls)}}) {
    const Dataset data = read_dataset(files.write(name, bytes));
    CHECK(column(data, 1) == std::vector<double>{0, 2, 1});
  }
}

TEST_CASE("broken genotypes are refused with what stood there and what was expected") {
  const auto bed = [](const std::string& bytes) { return complaint(Genotypes(bytes), {}, ErrorKind::malformed); };
  const std::string size = "g.bed: expected 7 bytes for the 5 people of .fam and the 2 variants of .bim, found ";
  CHECK(bed(head) == size + "3 bytes");
  CHECK(bed(head + calls + "x") == size + "8 bytes");
  const std::string order = "g.bed: expected variant after variant (write it anew with plink --make-bed), found ";
  CHECK(bed("\x6c\x1b") == order + "the end of the file");
  CHECK(bed(std::string("\x6c\x1b\0", 3) + calls) == order + "person after person");

  const auto other = [](const std::string& people, const std::string& variants) {
    return complaint(Genotypes(head + calls, people, variants), {}, ErrorKind::malformed);
  };
  CHECK(other("f1 a 0 0 1\n", bim) ==
        "g.fam:1:11: expected six columns: family, person, father, mother, sex, phenotype, found the end of the line");
  CHECK(other("f1 a 0 0 1 2\nf1 b 0 0 1 2 3\n", bim) == "g.fam:2:1: expected 6 columns, as in the first line, found 7");
  CHECK(other("f1 a 0 0 1 2,5\n", bim) ==
        "g.fam:1:12: expected a number, found \"2,5\"; --decimal , reads decimal commas");
  CHECK(other("f1 a 0 0 1 tall\n", bim) == "g.fam:1:12: expected a number, found \"tall\"");
  CHECK(other("f1 a 0 0 1 inf\n", bim) == "g.fam:1:12: expected a finite number, found \"inf\"");
  CHECK(other("", bim) == "g.fam: expected a line a person, found none");
  CHECK(other(fam, "1 rs1 0 10 A\n") ==
        "g.bim:1:13: expected six columns: chromosome, variant, centimorgans, position, allele 1, allele 2, found the "
        "end "
        "of the line");
  CHECK(other(fam, "1 rs 1 0 10 A G\n") ==
        "g.bim:1:15: expected six columns: chromosome, variant, centimorgans, position, allele 1, allele 2, found "
        "\"G\"");
  CHECK(other(fam, "1 rs1 0 10.5 A G\n") == "g.bim:1:9: expected a position, a whole number, found \"10.5\"");
  CHECK(other(fam, "\n") == "g.bim: expected a line a variant, found none");
  CHECK(complaint(Genotypes(head + calls, "f1 a 0 0 1 -9\nf1 b 0 0 1 NA\nc c 0 0 1 -9\nd d 0 0 1 -9\ne e 0 0 1 -9\n"),
                  {}, ErrorKind::mismatch) == "g.fam: holds no phenotype: give --pheno FILE or -y FILE");
}

TEST_CASE("broken phenotypes are refused with what stood there and what was expected") {
  const Genotypes files;
  const auto pheno = [&](const std::string& text, ErrorKind kind, const std::optional<std::string>& name = "t") {
    ReadOptions options;
    options.pheno = files.write("p.tsv", text);
    options.pheno_name = name;
    return complaint(files, options, kind);
  };
  constexpr auto malformed = ErrorKind::malformed;
  constexpr auto mismatch = ErrorKind::mismatch;
  CHECK(pheno("", malformed) == "p.tsv: expected a header: FID IID and names of columns, found an empty file");
  CHECK(pheno("f1 3\n", malformed) == "p.tsv:1:1: expected a header: FID IID and names of columns, found \"f1 3\"");
  CHECK(pheno("FID IID\nf1 a\n", malformed) ==
        "p.tsv:1:1: expected a header: FID IID and names of columns, found \"FID IID\"");
  CHECK(pheno("family person t\nf1 a 3\n", malformed, {}) ==
        "p.tsv:1:15: expected a number, or a header: FID IID and names of columns, found \"t\"");
  CHECK(pheno("f1 a 3\n", mismatch) ==
        "p.tsv: no column \"t\"; there are \"1\" (its first line is not a header: FID IID and names of columns)");
  CHECK(pheno("FID IID t t\nf1 a 1 2\n", mismatch) == "p.tsv: more than one column is named \"t\"");
  CHECK(pheno("FID IID t\nf1 a\n", malformed) == "p.tsv:2:1: expected 3 columns, as in the first line, found 2");
  CHECK(pheno("FID IID t\nf1 a 1\nf1 b 2 3\n", malformed) ==
        "p.tsv:3:1: expected 3 columns, as in the first line, found 4");
  CHECK(pheno("f1\ta\t1\nf1\tb\t2\t3\nf2\ta\t2\n", malformed, {}) ==
        "p.tsv:2:1: expected 3 columns, as in the first line, found 4");
  CHECK(pheno("FID\tIID\tt\nf1\ta\t1\nf1\tb\n", malformed) ==
        "p.tsv:3:1: expected 3 columns, as in the first line, found 2");
  CHECK(pheno("FID IID t\nf1 a 1 ok\nf1 b 2 ok\n", malformed) ==
        "p.tsv:2:1: expected 3 columns, as in the first line, found 4");
  CHECK(pheno("FID IID t\nf1 a 1 ok 2\nf1 b 2 ok 2\n", malformed) ==
        "p.tsv:2:1: expected 3 columns, as in the first line, found 5");
  CHECK(pheno("f1 a 1\nf1 b 2 3\nf2 a 2 3\n", malformed, {}) ==
        "p.tsv:2:1: expected 3 columns, as in the first line, found 4");
  CHECK(pheno("f1 a 1 4\nf1 b 2\n", malformed, "2") == "p.tsv:2:1: expected 4 columns, as in the first line, found 3");
  const std::string quotes = "; decimal commas need quotes where commas separate";
  CHECK(pheno("FID,IID,t\nf1,a,1,5\nf1,b,2,25\n", malformed) ==
        "p.tsv:2:1: expected 3 columns, as in the first line, found 4" + quotes);
  CHECK(pheno("FID,IID,t\nf1,a,1\nf1,b,2,25\n", malformed) ==
        "p.tsv:3:1: expected 3 columns, as in the first line, found 4" + quotes);
  CHECK(pheno("IID,t\nd,1,5\nc,2,25\n", malformed) ==
        "p.tsv:2:1: expected 2 columns, as in the first line, found 3" + quotes);
  CHECK(pheno("FID;IID;t\nf1;a;1,5\nf1;b;2,25\n", malformed) ==
        "p.tsv:2:6: expected a number, found \"1,5\"; --decimal , reads decimal commas");
  CHECK(pheno("FID,IID,t\nf1 a 1\nf1 b 2\n", malformed) ==
        "p.tsv:1:1: expected a first line cut as the rows are, by blanks, found \"FID,IID,t\"");
  CHECK(pheno("FID IID t\nf1 a x\n", malformed) == "p.tsv:2:6: expected a number, found \"x\"");
  CHECK(pheno("FID IID t\nf1 a 1\nf1 a 2\n", malformed) == "p.tsv:3:1: expected every person once, found \"f1 a 2\"");
  CHECK(pheno("FID IID u v\nf1 a 1 2\n", mismatch) == "p.tsv: no column \"t\"; there are \"u\", \"v\"");
  CHECK(pheno("FID IID u v\nf1 a 1 2\n", mismatch, {}) ==
        "p.tsv: which phenotype? Give one of \"u\", \"v\" with --pheno-name");
  CHECK(pheno("FID IID t\nz z 1\n", mismatch) == "p.tsv: none of its people (FID, IID) is in the .fam file");
  CHECK(pheno("FID IID t\n0 a 1\n", mismatch) ==
        "p.tsv: none of its people (FID, IID) is in the .fam file; their IIDs are: a header of IID without FID goes by "
        "these");
  CHECK(pheno("#IID t\nz 1\n", mismatch) == "p.tsv: none of its people (IID) is in the .fam file");
  CHECK(pheno("#IID t\na 1\n", mismatch) ==
        "p.tsv: several people in the .fam file are called \"a\"; give FID and IID");
  CHECK(pheno("FID IID t\nf1 a NA\n", mismatch) == "p.tsv: the phenotype of everybody in the .fam file is missing");
}

TEST_CASE("genotypes need their name and the files beside them") {
  const Files files;
  const std::string named = files.write("g.dat", head + calls);
  CHECK_THROWS_WITH_AS((void)read_dataset(named),
                       (named + ": PLINK genotypes need a name that ends in .bed, with the .bim and .fam of that name "
                                "beside it")
                           .c_str(),
                       Error);
  const std::string alone = files.write("alone.bed", head + calls);
  CHECK_THROWS_WITH_AS((void)read_dataset(alone), doctest::Contains("alone.fam"), Error);
  ReadOptions options;
  options.pheno = "p.tsv";
  const std::string csv = files.write("x.csv", "a,b\n1,2\n");
  CHECK_THROWS_WITH_AS((void)read_dataset(csv, options),
                       (csv + ": CSV has no people whose ids p.tsv could name").c_str(), Error);
}
