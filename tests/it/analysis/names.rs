//! Names as they come in, and names that pass for each other.

use proptest::prelude::*;
use unicode_normalization::is_nfc;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use whose::session::class::name::{BYTES, CELLS, GRAPHEMES, clean, numbered, skeleton};

/// What comes in and what is left of it.
fn becomes(cases: &[(&str, &str)]) {
    for (raw, expected) in cases {
        assert_eq!(clean(raw).as_deref().unwrap_or(""), *expected, "{raw:?}");
    }
}

fn stays(names: &[&str]) {
    for name in names {
        assert_eq!(clean(name).as_deref(), Some(*name), "{:?}", name.escape_unicode().to_string());
    }
}

#[test]
fn names_of_all_scripts_stay() {
    stays(&[
        "Zoë",
        "Jean-Luc O’Neil",
        "Nguyễn Thị Ánh",
        "Łukasz",
        "Ψυχή",
        "Юрий Гагарин",
        "김철수",
        "山田 太郎",
        "ﾔﾏﾀﾞ",
    ]);
    stays(&["किरण", "पहाड़ों", "श्रीकृष्ण", "ශ්\u{200D}රී", "ဖြိုး", "မြို့", "กำพล", "ปิ่น", "தமிழ்", "മലയാളം", "বাংলা"]);
    stays(&["محمّد", "שָׁלוֹם", "Գոհար", "ნინო", "བསྒྲུབས", "ខ្មែរ", "ꦗꦮ", "𝔊𝔬𝔱𝔥", "R2-D2", "x_X", "<3", "100%"]);
}

#[test]
fn names_are_composed() {
    becomes(&[("Zoe\u{308}", "Zoë"), ("\u{1100}\u{1161}\u{11A8}", "각"), ("\u{212B}", "Å")]);
    // The mark of Devanagari is not composed in NFC.
    becomes(&[("\u{95C}", "\u{921}\u{93C}")]);
}

#[test]
fn white_space_is_one_space_and_none_at_the_ends() {
    becomes(&[("  a \t\r\n b\u{A0}\u{3000}c\u{2028}", "a b c"), ("\u{85}a\u{2003}", "a"), (" \u{200B} ", "")]);
}

#[test]
fn escape_sequences_become_plain_text() {
    becomes(&[
        ("\u{1b}[31mred\u{1b}[0m", "[31mred[0m"),
        ("\u{9b}2Jx", "2Jx"),
        ("\u{1b}]0;title\u{7}x", "]0;titlex"),
        ("a\u{8}\u{7f}\0b", "ab"),
        ("<script>alert(1)</script>", "<script>alert(1)</script"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ]);
}

#[test]
fn what_turns_or_hides_is_dropped() {
    becomes(&[
        ("user\u{202E}nimda", "usernimda"),
        ("a\u{2066}b\u{2069}\u{200E}\u{200F}\u{61C}c", "abc"),
        ("a\u{200B}d\u{200C}m\u{200D}i\u{2060}n\u{FEFF}", "admin"),
        ("so\u{AD}ft\u{34F}", "soft"),
        ("x\u{E0068}\u{E0069}\u{E007F}y", "xy"),
        ("a\u{FE0E}b\u{FE0F}c\u{FE00}d\u{E0100}", "abcd"),
        ("\u{E000}\u{F8FF}\u{10FFFD}x\u{378}\u{FFFF}", "x"),
        ("\u{115F}\u{1160}\u{3164}\u{FFA0}\u{2800}", ""),
        ("\u{FFFC}\u{FFFD}", ""),
        ("\u{1161}\u{11A8}", ""),
        ("a\u{1161}\u{11A8}b", "ab"),
    ]);
}

#[test]
fn marks_are_few_and_need_a_letter() {
    becomes(&[
        ("\u{301}\u{302}a", "a"),
        ("a \u{301}b", "a b"),
        ("Z\u{30D}\u{30E}\u{304}\u{305}\u{33F}\u{311}al", "Z\u{30D}\u{30E}al"),
        ("e\u{301}\u{316}\u{317}\u{318}\u{319}", "é\u{316}\u{317}"),
        ("क\u{93F}\u{93F}\u{93F}\u{93F}\u{93F}\u{93F}", "क\u{93F}\u{93F}\u{93F}\u{93F}"),
        ("\u{20DD}", ""),
    ]);
    let zalgo: String = std::iter::once('h').chain(std::iter::repeat_n('\u{336}', 900)).chain("i".chars()).collect();
    becomes(&[(&zalgo, "h\u{336}\u{336}i")]);
}

#[test]
fn emoji_stay_whole() {
    stays(&["👨‍👩‍👧‍👦", "👩🏽‍🚀", "❤️‍🔥", "🏳️‍🌈", "🏴‍☠️", "👩‍❤️‍💋‍👨", "🇩🇪🇫🇷", "1️⃣ #️⃣", "🤷🏻‍♀️ why", "☕️", "👁️‍🗨️"]);
    stays(&["\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} Bonnie"]);
    becomes(&[
        ("👩\u{200D}", "👩"),
        ("👩\u{200D}a", "👩a"),
        ("a\u{200D}👩", "a👩"),
        ("\u{1F3FD}", ""),
        ("👍\u{1F3FD}\u{1F3FD}\u{1F3FD}", "👍\u{1F3FD}"),
        ("😀\u{FE0F}\u{FE0F}", "😀\u{FE0F}"),
        ("1\u{FE0F}", "1"),
        // A tag sequence that is no flag in use.
        ("\u{1F3F4}\u{E0075}\u{E0073}\u{E0063}\u{E0061}\u{E007F}", "\u{1F3F4}"),
    ]);
}

#[test]
fn a_chain_of_emoji_is_broken() {
    let chain = clean(&["👩"; 40].join("\u{200D}")).expect("some");
    assert_eq!(chain.graphemes(true).next(), Some("👩\u{200D}👩\u{200D}👩\u{200D}👩"));
    assert!(chain.len() <= BYTES);
}

#[test]
fn long_names_end_at_a_whole_character() {
    becomes(&[
        (&"a".repeat(100), &"a".repeat(24)),
        (&"山".repeat(100), &"山".repeat(12)),
        (&format!("{}山", "a".repeat(23)), &"a".repeat(23)),
        (&format!("{} b", "a".repeat(23)), &"a".repeat(23)),
        (&"e\u{301}\u{316}\u{317}".repeat(30), &"é\u{316}\u{317}".repeat(16)),
        (&"👨‍👩‍👧‍👦".repeat(9), &"👨‍👩‍👧‍👦".repeat(3)),
        (&"🇩🇪".repeat(20), &"🇩🇪".repeat(12)),
        (&" ".repeat(5000), ""),
        ("", ""),
    ]);
}

#[test]
fn names_that_look_alike_have_one_skeleton() {
    let groups: [&[&str]; 12] = [
        &[
            "Admin",
            "ADMIN",
            "аdmіn",
            "Ａｄｍｉｎ",
            "a d m i n",
            "a.d-m_i+n",
            "𝒜𝒹𝓂𝒾𝓃",
            "ᴀᴅᴍɪɴ",
            "ádmïn",
            "adrnin",
            "Adm1n",
            "adm|n",
        ],
        &["Straße", "STRASSE", "strasse", "ſtraße", "STRAẞE"],
        &["Bob", "B0b", "Вов", "ΒΟΒ", "ʙᴏʙ", "b\u{200B}ob", "Bo\u{301}b"],
        &["Νίκος", "ΝΙΚΟΣ", "νικος"],
        &["Юрий", "ЮРИИ", "юрий"],
        &["Lisa", "lisa", "1isa", "Iisa", "ⅼisa", "Łisa"],
        &["Player 1", "player l", "Player I", "PLAYER1"],
        &["William", "vvilliam", "VVilliarn"],
        &["Ægir", "aegir", "AEGIR"],
        &["İnci", "inci", "ıncı", "INCI"],
        &["김철수", "\u{1100}\u{1175}\u{11B7}철수"],
        &["👍🏽", "👍", "👍🏻"],
    ];
    let skeletons: Vec<Vec<String>> =
        groups.iter().map(|names| names.iter().map(|name| skeleton(name)).collect()).collect();
    for (names, skeletons) in groups.iter().zip(&skeletons) {
        for (name, own) in names.iter().zip(skeletons) {
            assert_eq!(own, &skeletons[0], "{name} and {}", names[0]);
        }
    }
    let mut firsts: Vec<&String> = skeletons.iter().map(|skeletons| &skeletons[0]).collect();
    firsts.sort_unstable();
    firsts.dedup();
    assert_eq!(firsts.len(), groups.len());
}

#[test]
fn other_names_have_other_skeletons() {
    let pairs = [
        ("किरण", "करण"),
        ("सुमित", "समित"),
        ("Anna", "Hanna"),
        ("Player 1", "Player 11"),
        ("ガス", "カス"),
        ("Ann", "Anne"),
    ];
    for (left, right) in pairs {
        assert_ne!(skeleton(left), skeleton(right), "{left} {right}");
    }
    assert_ne!(skeleton("👩"), skeleton("👨"));
    assert_ne!(skeleton("???"), skeleton("!!"));
    assert_eq!(skeleton("? ?"), skeleton("??"));
    assert!(!skeleton("...").is_empty());
}

#[test]
fn who_gave_no_name_gets_a_number() {
    assert_eq!(numbered(|_| false, 7), "Player 7");
    assert_eq!(numbered(|name| ["Player 7", "Player 8"].contains(&name), 7), "Player 9");
    assert_eq!(numbered(|_| true, 7), "Player 7");
    assert_eq!(clean(&numbered(|_| false, usize::MAX - 1)).map(|name| name.len()), Some(24));
}

/// Code points that are trouble, more often than chance would bring them together.
fn trouble() -> impl Strategy<Value = String> {
    let nasty: Vec<char> = "a1#é Zक़\u{94D}\u{93C}රශ\u{DCA}\u{200D}\u{200C}\u{FE0F}\u{FE0E}\u{20E3}\u{301}\u{316}\u{338}\u{345}\u{34F}\
        \u{1100}\u{1161}\u{11A8}가\u{3099}か👩🏽🚀🏴🇩❤↔=\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E007F}\u{1F3FB}\u{202E}\u{1b}\u{0}\
        \u{9C7}\u{9BE}ড\u{9BC}\u{FDFD}\u{1D15E}\u{1D165}\u{110BD}\u{600}\u{E33}\u{FF9E}\u{F73}\u{F71}\u{F72}\u{2329}\u{3000}\n"
        .chars()
        .collect();
    let one =
        prop_oneof![8 => prop::sample::select(nasty), 2 => any::<char>(), 1 => prop::char::range('\u{300}', '\u{36F}')];
    prop::collection::vec(one, 0..60).prop_map(|chars| chars.into_iter().collect())
}

fn check(raw: &str) -> Result<(), TestCaseError> {
    let skeletons = (skeleton(raw), skeleton(&skeleton(raw)));
    prop_assert_eq!(&skeletons.0, &skeletons.1);
    let Some(name) = clean(raw) else { return Ok(()) };
    let again = clean(&name);
    prop_assert_eq!(again.as_ref(), Some(&name));
    prop_assert!(name.width() <= CELLS && name.width() > 0 && name.len() <= BYTES);
    prop_assert!(name.graphemes(true).count() <= GRAPHEMES);
    prop_assert!(is_nfc(&name) && name.trim() == name && !name.contains("  "));
    let unsafe_char = |char: char| {
        char.is_control()
            || matches!(char, '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFC}'..='\u{FFFF}' | '\u{E000}'..='\u{F8FF}')
    };
    prop_assert!(!name.contains(unsafe_char), "{:?}", name);
    prop_assert!(!skeleton(&name).is_empty());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn any_string_becomes_a_safe_name(raw in any::<String>()) {
        check(&raw)?;
    }

    #[test]
    fn trouble_becomes_a_safe_name(raw in trouble()) {
        check(&raw)?;
    }

    #[test]
    fn case_and_cleaning_do_not_change_a_skeleton(name in "[a-zA-Z0-9а-яА-Яα-ωΑ-Ωà-ý ]{1,20}") {
        prop_assert_eq!(skeleton(&name.to_uppercase()), skeleton(&name));
        prop_assert_eq!(skeleton(&name.to_lowercase()), skeleton(&name));
        if let Some(clean) = clean(&name) {
            prop_assert_eq!(skeleton(&clean), skeleton(&name));
        }
    }
}
