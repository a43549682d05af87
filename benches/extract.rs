//! Throughput of each stage, of the whole, and of segmentation alone beside it, on one thread.

mod varied;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jieba_rs::Jieba;
use jishi::article::{Article, Content, Raw};
use jishi::decode::Decoder;
use jishi::engine::{Engine, Settings};
use jishi::files::Files;
use jishi::plain::Fold;
use jishi::segment::{Segmenter, sentences};
use jishi::span::Span;

/// How many articles are measured: about one megabyte, more than fits a processor's cache.
const ARTICLES: usize = 500;

fn articles() -> Vec<Article> {
    let mut varied = varied::Varied::load();
    let published = "2024-06-12".parse().ok();
    (0..ARTICLES).map(|_| Article { text: varied.article(), published, ..Article::default() }).collect()
}

fn stages(criterion: &mut Criterion) {
    let articles = articles();
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(articles.iter().map(|article| article.text.len() as u64).sum()));
    let mut measure = |name: &str, stage: &dyn Fn(&Article)| {
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| bencher.iter(|| articles.iter().for_each(stage)));
    };

    let files = Files::embedded();
    let decoder = Decoder::load(&files).expect("the built-in tables are right");
    measure("decode", &|article| {
        let content = Content::Plain(article.text.clone().into_bytes());
        black_box(decoder.decode(Raw { content, ..Raw::default() }, None).expect("text")).text.clear();
    });

    let fold = Fold::load(&files).expect("the built-in tables are right");
    measure("fold", &|article| drop(black_box(fold.text(&article.text))));
    measure("sentences", &|article| {
        let plain = fold.text(&article.text);
        black_box(sentences(&plain, Span::new(0, plain.len())));
    });

    let segmenter = Segmenter::new();
    measure("words", &|article| drop(black_box(segmenter.words(&article.text))));
    let jieba = Jieba::new();
    measure("jieba alone", &|article| drop(black_box(jieba.cut(&article.text, false))));

    let engine = Engine::load(&Settings::default()).expect("the built-in rules are right");
    measure("extract", &|article| drop(black_box(engine.extract(article))));
}

criterion_group!(benches, stages);
criterion_main!(benches);
